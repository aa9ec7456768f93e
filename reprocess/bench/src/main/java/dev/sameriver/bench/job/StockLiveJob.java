package dev.sameriver.bench.job;

import dev.sameriver.bench.Dataset;
import dev.sameriver.bench.live.LiveLoad;
import dev.sameriver.bench.live.LiveOrder;
import dev.sameriver.connect.Settings;
import dev.sameriver.run.FlinkTarget;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.api.java.tuple.Tuple6;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.triggers.ContinuousEventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * The same rows by Flink's Kafka source, windows and JDBC sink, with the sizes and times of ours
 * where there is a choice. The driver does not rewrite the sink's batches into one statement: that
 * may not have a key twice, which the sink does not prevent.
 */
final class StockLiveJob {

    private static final Duration WATERMARKS = Duration.ofMillis(50);
    private static final Duration BUFFERS = Duration.ofMillis(10);
    private static final int BATCH_ROWS = 2_000;
    private static final int BATCH_MILLIS = 20;

    private static final String TABLE =
            """
            CREATE TABLE IF NOT EXISTS %s (key bigint, window_start timestamptz,
                window_end timestamptz, readings bigint, total bigint, greatest bigint,
                PRIMARY KEY (key, window_start, window_end))
            """;

    private static final String UPSERT =
            """
            INSERT INTO %s VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (key, window_start, window_end) DO UPDATE SET
                readings = EXCLUDED.readings, total = EXCLUDED.total, greatest = EXCLUDED.greatest
            """;

    private StockLiveJob() {}

    /** Flink's own trigger, at the interval of early results. */
    static Trigger<Object, TimeWindow> continuous() {
        return ContinuousEventTimeTrigger.of(LiveLoad.EARLY);
    }

    static JobClient start(LiveOrder order, Trigger<Object, TimeWindow> trigger) throws Exception {
        Settings settings = order.all();
        makeTable(order, settings);
        StreamExecutionEnvironment environment =
                new FlinkTarget(settings, List.of()).environment(order.parallelism(), null);
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFERS);
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, WATERMARKS);
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, LiveView.CHECKPOINTS);
        environment.configure(configuration);
        environment
                .fromSource(source(order, settings), watermarks(), "kafka")
                .map(event -> Tuple2.of(event.f0, event.f2))
                .returns(Types.TUPLE(Types.LONG, Types.LONG))
                .keyBy(reading -> reading.f0, Types.LONG)
                .window(TumblingEventTimeWindows.of(LiveLoad.WINDOW))
                .trigger(trigger)
                .aggregate(
                        new ReadingSums(),
                        new ReadingRows(0),
                        Types.TUPLE(Types.LONG, Types.LONG, Types.LONG),
                        Types.TUPLE(
                                Types.LONG,
                                Types.LONG,
                                Types.LONG,
                                Types.LONG,
                                Types.LONG,
                                Types.LONG))
                .sinkTo(sink(order, settings));
        return environment.executeAsync(order.system().table());
    }

    private static void makeTable(LiveOrder order, Settings settings) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(settings.require(Settings.POSTGRES));
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE.formatted(order.system().table()));
        }
    }

    private static KafkaSource<Tuple3<Long, Long, Long>> source(
            LiveOrder order, Settings settings) {
        return KafkaSource.<Tuple3<Long, Long, Long>>builder()
                .setBootstrapServers(settings.require(Settings.KAFKA))
                .setTopics(order.topic())
                .setGroupId(order.topic())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperty("isolation.level", "read_committed")
                .setValueOnlyDeserializer(new TimedReading())
                .build();
    }

    private static WatermarkStrategy<Tuple3<Long, Long, Long>> watermarks() {
        return WatermarkStrategy.<Tuple3<Long, Long, Long>>forBoundedOutOfOrderness(
                        Dataset.DISORDER)
                .withTimestampAssigner((event, any) -> event.f1);
    }

    private static JdbcSink<Tuple6<Long, Long, Long, Long, Long, Long>> sink(
            LiveOrder order, Settings settings) {
        return JdbcSink.<Tuple6<Long, Long, Long, Long, Long, Long>>builder()
                .withQueryStatement(UPSERT.formatted(order.system().table()), StockLiveJob::bind)
                .withExecutionOptions(
                        JdbcExecutionOptions.builder()
                                .withBatchSize(BATCH_ROWS)
                                .withBatchIntervalMs(BATCH_MILLIS)
                                .build())
                .buildAtLeastOnce(
                        new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                                .withUrl(settings.require(Settings.POSTGRES))
                                .withDriverName("org.postgresql.Driver")
                                .build());
    }

    private static void bind(
            PreparedStatement statement, Tuple6<Long, Long, Long, Long, Long, Long> row)
            throws SQLException {
        statement.setLong(1, row.f0);
        statement.setTimestamp(2, new Timestamp(row.f1));
        statement.setTimestamp(3, new Timestamp(row.f2));
        statement.setLong(4, row.f3);
        statement.setLong(5, row.f4);
        statement.setLong(6, row.f5);
    }
}
