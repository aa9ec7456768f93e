package dev.sameriver.bench.job;

import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.BenchWindow;
import dev.sameriver.bench.Dataset;
import dev.sameriver.job.RunMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/**
 * Flink's window functions in SQL, over the same files, with a local aggregation before the
 * shuffle. A batch reads them by Flink's own connector. As a stream that one reads files in no
 * order of time, so that no window could close before their end: there the tables are those of our
 * source, with its watermarks.
 */
final class SqlJob extends OnFlink {

    private static final String READINGS =
            """
            CREATE TEMPORARY TABLE readings (
                event ROW<`key` BIGINT, `time` BIGINT, `value` BIGINT>,
                `key` AS event.`key`,
                happened AS TO_TIMESTAMP_LTZ(COALESCE(event.`time`, 0), 3),
                WATERMARK FOR happened AS happened - INTERVAL '99' DAY
            ) WITH ('connector' = 'filesystem', 'path' = '%s', 'format' = 'parquet')
            """;

    private static final String LOG =
            """
            CREATE TEMPORARY TABLE readings (
                `key` BIGINT NOT NULL, `value` BIGINT NOT NULL,
                happened TIMESTAMP_LTZ(3) NOT NULL METADATA FROM 'event_time' VIRTUAL,
                WATERMARK FOR happened AS SOURCE_WATERMARK()
            ) WITH ('connector' = 'sameriver', 'archive' = '%s', 'log' = '%s', 'disorder' = '%s')
            """;

    private static final String ROWS =
            """
            SELECT `key`, window_start, window_end, COUNT(*), SUM(%2$s), MAX(%2$s)
            FROM TABLE(%1$s)%3$s
            GROUP BY `key`, window_start, window_end
            """;

    /**
     * Two events that lie exactly the gap apart share a session in Flink, and share none here: so
     * Flink's gap is a millisecond less.
     */
    private static final long TOUCHING = 1;

    @Override
    void build(StreamExecutionEnvironment environment, BenchCase benchCase, Dataset data) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        tables.getConfig().set("table.optimizer.agg-phase-strategy", "TWO_PHASE");
        boolean isBatch = benchCase.mode() == RunMode.BATCH;
        tables.executeSql(
                isBatch
                        ? READINGS.formatted(data.segments(Dataset.LOG))
                        : LOG.formatted(data.archive(), Dataset.LOG, Dataset.DISORDER));
        BenchWindow window = benchCase.windows();
        String value = isBatch ? "event.`value`" : "`value`";
        String filter = isBatch ? " WHERE event IS NOT NULL" : "";
        Table rows = tables.sqlQuery(ROWS.formatted(windows(window), value, filter));
        long beyondEnd = window.isSession() ? TOUCHING : 0;
        Checksum.of(tables.toDataStream(rows), row -> hash(row, beyondEnd));
    }

    private static String windows(BenchWindow window) {
        if (window.isSession()) {
            return "SESSION(TABLE readings PARTITION BY `key`, DESCRIPTOR(happened),"
                    + " INTERVAL '%d.999' SECOND(4, 3))".formatted(window.sizeSeconds() - 1);
        }
        String of = "(TABLE readings, DESCRIPTOR(happened), INTERVAL '%d' SECOND(4)";
        if (window.isTumbling()) {
            return "TUMBLE" + of.formatted(window.sizeSeconds()) + ")";
        }
        return "HOP%s, INTERVAL '%d' SECOND(4))"
                .formatted(of.formatted(window.slideSeconds()), window.sizeSeconds());
    }

    private static long hash(Row row, long beyondEnd) {
        return Checksum.hash(
                number(row, 0),
                millis(row, 1),
                millis(row, 2) + beyondEnd,
                number(row, 3),
                number(row, 4),
                number(row, 5));
    }

    private static long number(Row row, int column) {
        return Objects.requireNonNull((Long) row.getField(column));
    }

    private static long millis(Row row, int column) {
        LocalDateTime time = Objects.requireNonNull((LocalDateTime) row.getField(column));
        return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}
