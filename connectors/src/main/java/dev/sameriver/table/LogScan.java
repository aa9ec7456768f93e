package dev.sameriver.table;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.job.LogExtent;
import dev.sameriver.log.EventBlock;
import dev.sameriver.source.EventLogSource;
import dev.sameriver.source.SourceSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.data.RowData;

/** Puts a log's source and its rows into a query's job. */
final class LogScan implements DataStreamScanProvider {

    private static final Duration LIVE_INTERVAL = Duration.ofMillis(100);
    private static final Duration LIVE_DRIFT = Duration.ofMinutes(10);

    private final LogTable table;
    private final SourceSpec spec;
    private final List<String> columns;
    private final TypeInformation<RowData> columnsType;
    private final LogRows.RowForm form;
    private final TypeInformation<RowData> type;

    LogScan(
            LogTable table,
            SourceSpec spec,
            List<String> columns,
            TypeInformation<RowData> columnsType,
            LogRows.RowForm form,
            TypeInformation<RowData> type) {
        this.table = table;
        this.spec = spec;
        this.columns = columns;
        this.columnsType = columnsType;
        this.form = form;
        this.type = type;
    }

    @Override
    public boolean isBounded() {
        return !spec.live();
    }

    @Override
    public DataStream<RowData> produceDataStream(
            ProviderContext context, StreamExecutionEnvironment environment) {
        List<String> read = columns;
        EventLogSource<RowData> source =
                EventLogSource.of(spec, columnsType, () -> new LogRowMapper(read));
        if (spec.live() && !restores(environment)) {
            check(source);
        }
        SingleOutputStreamOperator<EventBlock<RowData>> blocks =
                environment.fromSource(
                        source, aligned(environment.getParallelism()), "log " + table.log());
        context.generateUid("log").ifPresent(blocks::uid);
        SingleOutputStreamOperator<RowData> rows =
                blocks.flatMap(new LogRows(table.log(), form), type).name("rows of " + table.log());
        context.generateUid("rows").ifPresent(rows::uid);
        return rows;
    }

    /** Partitions that are read side by side stay together, so that little is held open behind. */
    private WatermarkStrategy<EventBlock<RowData>> aligned(int parallelism) {
        WatermarkStrategy<EventBlock<RowData>> own = WatermarkStrategy.noWatermarks();
        if (spec.spans()) {
            return own;
        }
        LogArchive archive = table.archive();
        LogExtent extent = LogExtent.of(table.manifest(), archive.definition().partitions());
        if (!spec.live()) {
            return own.withWatermarkAlignment(
                    group(), extent.drift(parallelism), LogExtent.step(parallelism));
        }
        Duration drift = extent.liveDrift();
        boolean isLess = drift.compareTo(LIVE_DRIFT) < 0;
        return own.withWatermarkAlignment(group(), isLess ? LIVE_DRIFT : drift, LIVE_INTERVAL);
    }

    /** Scans of one log whose clocks differ, or that wait for other partitions, go apart. */
    private String group() {
        return "log %s %d %s".formatted(table.log(), spec.bound(), spec.scope());
    }

    /** A savepoint's positions may lie behind the archive's end, in a topic that lost its head. */
    private static boolean restores(StreamExecutionEnvironment environment) {
        return environment
                .getConfiguration()
                .getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
                .isPresent();
    }

    private void check(EventLogSource<RowData> source) {
        try {
            source.check();
        } catch (IOException e) {
            throw table.unreadable(e);
        }
    }
}
