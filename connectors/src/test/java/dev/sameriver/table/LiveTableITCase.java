package dev.sameriver.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.SegmentWriter;
import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.LogTopic;
import dev.sameriver.kafka.ValueCodec;
import dev.sameriver.log.Clock;
import dev.sameriver.output.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream over a log's table, from the archive into Kafka, through a failure and a savepoint. */
class LiveTableITCase {

    private static final int PARTITIONS = 3;
    private static final int STEP = 1_000;
    private static final Schema READING =
            SchemaBuilder.record("Reading")
                    .fields()
                    .requiredLong("amount")
                    .requiredLong("at")
                    .endRecord();
    private static final String QUERY =
            "SELECT `partition`, COUNT(*), SUM(amount), COUNT(*) FILTER (WHERE late)"
                    + " FROM readings GROUP BY `partition`";

    /** The last row of each partition that the query gave. */
    private static final Map<Integer, String> LATEST = new ConcurrentSkipListMap<>();

    /** The row at which the job fails; none if negative. */
    private static final AtomicInteger FAIL_IN = new AtomicInteger(-1);

    private static final long NEVER = Long.MAX_VALUE;

    /** At how many events of a partition the job fails. */
    private static final AtomicLong FAIL_AT = new AtomicLong(NEVER);

    /** The fewest events of a partition in a row since the failure at one of their numbers. */
    private static final AtomicLong LEAST = new AtomicLong(NEVER);

    private static final AtomicInteger CHECKPOINTS = new AtomicInteger();

    @TempDir private Path folder;
    private Settings settings;
    private LogArchive archive;

    @Test
    void everyEventCountsOnceThroughAFailureAndASavepoint() throws Exception {
        archive(0, 2_000);
        FAIL_IN.set(4_000);
        JobClient first = start(null);
        await(2_000);
        assertThat(FAIL_IN.get()).isNegative();
        awaitCheckpoint();
        FAIL_AT.set(2_300);
        produce(2_000, 3_000);
        await(3_000);
        assertThat(FAIL_AT.get()).isEqualTo(NEVER);
        assertThat(LEAST.get()).as("what it went on from").isGreaterThanOrEqualTo(2_000);
        String savepoint =
                first.stopWithSavepoint(
                                false,
                                folder.resolve("savepoints").toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get(30, TimeUnit.SECONDS);
        first.getJobExecutionResult().get(30, TimeUnit.SECONDS);
        produce(3_000, 3_500);
        LATEST.clear();
        JobClient second = start(savepoint);
        await(3_500);
        second.cancel().get(30, TimeUnit.SECONDS);
    }

    @BeforeEach
    void create() throws IOException {
        Map<String, String> addresses = new TreeMap<>(Servers.kafka().asMap());
        addresses.put(Settings.ARCHIVE, folder.resolve("logs").toUri().toString());
        settings = Settings.of(addresses);
        LogDefinition definition = LogDefinition.of("readings", PARTITIONS, "at", null, null, "");
        archive =
                LogArchive.create(
                        settings.require(Settings.ARCHIVE),
                        settings.hadoop(),
                        definition.withKafka(definition.format(), "live-table"),
                        READING);
        LogTopic.create(settings.kafkaProperties(), "live-table", PARTITIONS);
    }

    /** Every seventh event is four hours back, and late. */
    private static long time(int i) {
        return 1_000_000_000L + i * 60_000L - (i % 7 == 6 ? Duration.ofHours(4).toMillis() : 0);
    }

    private static GenericData.Record reading(int i) {
        GenericData.Record reading = new GenericData.Record(READING);
        reading.put("amount", (long) i);
        reading.put("at", time(i));
        return reading;
    }

    private void archive(int from, int to) throws IOException {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int start = from; start < to; start += STEP) {
                try (SegmentWriter writer =
                        archive.writer(
                                0,
                                partition,
                                start,
                                archive.manifest().greatest(partition),
                                READING)) {
                    for (int i = start; i < start + STEP; i++) {
                        writer.write(LogRow.event(i, time(i), null, reading(i)));
                    }
                    archive.commit(List.of(writer.finish(start + STEP)));
                }
            }
        }
    }

    private void produce(int from, int to) throws IOException {
        ValueCodec codec = ValueCodec.of(archive, null);
        try (Producer<byte[], byte[]> producer = LogTopic.producer(settings.kafkaProperties())) {
            for (int i = from; i < to; i++) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    producer.send(
                            new ProducerRecord<>(
                                    "live-table", partition, null, codec.encode(reading(i))));
                }
            }
        }
    }

    private JobClient start(@Nullable String savepoint) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL_DURING_BACKLOG, Duration.ofMillis(50));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 2);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        tables.executeSql(
                "CREATE CATALOG river WITH ('type' = 'sameriver', 'archive' = '%s', 'kafka' = '%s', 'disorder' = 'PT2H')"
                        .formatted(
                                settings.require(Settings.ARCHIVE),
                                settings.require(Settings.KAFKA)));
        tables.useCatalog("river");
        tables.toChangelogStream(tables.sqlQuery(QUERY))
                .map(new Noting())
                .returns(Types.INT)
                .sinkTo(new DiscardingSink<>());
        return environment.executeAsync();
    }

    private static final class Noting implements MapFunction<Row, Integer>, CheckpointListener {

        @Override
        public Integer map(Row row) {
            return note(row);
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            CHECKPOINTS.incrementAndGet();
        }
    }

    private static int note(Row row) {
        long events = row.<Long>getFieldAs(1);
        if (FAIL_IN.getAndDecrement() == 0 || events >= FAIL_AT.get()) {
            LEAST.set(NEVER);
            FAIL_AT.set(NEVER);
            throw new IllegalStateException("a failure on purpose");
        }
        LEAST.accumulateAndGet(events, Math::min);
        if (row.getKind() == RowKind.INSERT || row.getKind() == RowKind.UPDATE_AFTER) {
            LATEST.put(
                    (Integer) row.getFieldAs(0),
                    row.getField(1) + " " + row.getField(2) + " " + row.getField(3));
        }
        return 0;
    }

    /** Waits for a checkpoint that began after this was called. */
    private static void awaitCheckpoint() throws InterruptedException {
        int before = CHECKPOINTS.get();
        for (int i = 0; i < 600 && CHECKPOINTS.get() < before + 4; i++) {
            Thread.sleep(50);
        }
        assertThat(CHECKPOINTS.get()).isGreaterThanOrEqualTo(before + 4);
    }

    private static void await(int events) throws InterruptedException {
        long sum = 0;
        long late = 0;
        long greatest = Clock.NONE;
        for (int i = 0; i < events; i++) {
            sum += i;
            boolean isLate =
                    greatest != Clock.NONE && time(i) < greatest - Duration.ofHours(2).toMillis();
            late += isLate ? 1 : 0;
            greatest = Math.max(greatest, time(i));
        }
        Map<Integer, String> expected = new TreeMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            expected.put(partition, events + " " + sum + " " + late);
        }
        for (int i = 0; i < 600 && !LATEST.equals(expected); i++) {
            Thread.sleep(50);
        }
        assertThat(LATEST).isEqualTo(expected);
    }
}
