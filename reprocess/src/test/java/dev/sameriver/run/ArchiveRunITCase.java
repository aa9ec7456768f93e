package dev.sameriver.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.RecordKind;
import dev.sameriver.archive.Segment;
import dev.sameriver.archiver.Archiver;
import dev.sameriver.archiver.LogHeartbeat;
import dev.sameriver.archiver.Rolling;
import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.kafka.ValueCodec;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.view.UserError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArchiveRunITCase {

    private static Settings settings = Settings.of(Map.of());

    @BeforeAll
    static void up() {
        settings = SharedSandbox.with(Part.HDFS, Part.KAFKA).settings();
    }

    @Test
    void allOfKafkaIsSealedBySizeAndASecondRunAddsNothing() throws Exception {
        TestLog log = TestLog.create(settings, "sealed", 3);
        log.produce(0, 1000);
        log.archiveOnce(new Rolling(100, 64 << 20, Duration.ofMinutes(10)), 2);
        log.assertHoldsAllOfKafka();
        Manifest manifest = log.manifest();
        assertThat(manifest.rows()).isEqualTo(1000);
        assertThat(manifest.segments(0)).hasSize(4);
        log.archiveOnce(TestLog.LARGE, 1);
        assertThat(log.manifest().number()).isEqualTo(manifest.number());
    }

    @Test
    void recordsAppendedBetweenRunsContinueTheRangeAndTheClock() throws Exception {
        TestLog log = TestLog.create(settings, "appended", 2);
        log.produce(0, 50);
        log.archiveOnce(TestLog.LARGE, 1);
        log.produce(50, 51);
        log.archiveOnce(TestLog.LARGE, 2);
        log.produce(51, 400);
        log.archiveOnce(TestLog.LARGE, 1);
        log.assertHoldsAllOfKafka();
        assertThat(log.manifest().segments(0)).hasSize(3);
        assertThat(log.manifest().segments(1)).hasSize(2);
    }

    @Test
    void transactionsLeaveHolesThatSegmentsCoverAndAnOpenOneIsNotWaitedFor() throws Exception {
        TestLog log = TestLog.create(settings, "transactions", 1);
        ValueCodec codec = log.codec();
        try (Producer<byte[], byte[]> producer = log.producer("writer")) {
            for (int round = 0; round < 4; round++) {
                producer.beginTransaction();
                for (int n = round * 10; n < round * 10 + 10; n++) {
                    producer.send(log.event(codec, n));
                }
                producer.flush();
                if (round == 1) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
            producer.beginTransaction();
            producer.send(log.event(codec, 40)).get();
            log.archiveOnce(new Rolling(5, 64 << 20, Duration.ofMinutes(10)), 1);
            assertThat(log.manifest().rows()).isEqualTo(30);
            log.assertHoldsAllOfKafka();
            producer.commitTransaction();
        }
        log.archiveOnce(TestLog.LARGE, 1);
        log.assertHoldsAllOfKafka();
        Segment last = log.manifest().segments(0).get(6);
        assertThat(last.firstOffset()).isEqualTo(43);
        assertThat(last.nextOffset()).isEqualTo(45);
        assertThat(last.rows()).isEqualTo(1);
    }

    @Test
    void undecodableBytesBecomeDeadRowsAndHeartbeatsMoveTheClock() throws Exception {
        TestLog log = TestLog.create(settings, "kinds", 2);
        byte[] garbage = "no event".getBytes(StandardCharsets.UTF_8);
        log.produce(0, 20);
        assertThat(LogHeartbeat.append(settings, "kinds", null).at().toEpochMilli())
                .as("the greatest time of the log, which is still all in Kafka")
                .isEqualTo(LongStream.range(0, 20).map(TestLog::time).max().orElseThrow());
        try (Producer<byte[], byte[]> producer = log.producer()) {
            producer.send(new ProducerRecord<>("kinds", 0, null, garbage));
            producer.send(new ProducerRecord<>("kinds", 0, null, null));
        }
        log.archiveOnce(TestLog.LARGE, 1);
        log.assertHoldsAllOfKafka();
        List<LogRow> rows = log.rows(0);
        assertThat(rows.get(10).kind()).isEqualTo(RecordKind.HEARTBEAT);
        assertThat(rows.get(11).raw()).isEqualTo(garbage);
        assertThat(rows.get(11).reason()).contains("single-object");
        assertThat(rows.get(12).raw()).isNull();
        Segment segment = log.manifest().segments(0).get(0);
        assertThat(segment.events()).isEqualTo(10);
        assertThat(segment.dead()).isEqualTo(2);
        Instant at = Instant.parse("2001-02-01T00:00:00Z");
        LogHeartbeat.append(settings, "kinds", at);
        log.archiveOnce(TestLog.LARGE, 1);
        assertThat(log.manifest().greatest(1)).isEqualTo(at.toEpochMilli());
    }

    @Test
    void quietPartitionIsSealedByAge() throws Exception {
        TestLog log = TestLog.create(settings, "aged", 2);
        log.produce(0, 10);
        Rolling rolling = new Rolling(1_000_000, 64 << 20, Duration.ofMillis(300));
        JobClient job = start(log, rolling);
        try {
            awaitRows(log, 10);
            log.produce(10, 11);
            awaitRows(log, 11);
        } finally {
            job.cancel().get();
        }
        log.assertHoldsAllOfKafka();
    }

    @Test
    void twoArchiversAtOnceDoNoDamage() throws Exception {
        TestLog log = TestLog.create(settings, "two", 2);
        log.produce(0, 1000);
        Rolling rolling = new Rolling(40, 64 << 20, Duration.ofMillis(200));
        JobClient first = start(log, rolling);
        JobClient second = start(log, rolling);
        try {
            awaitRows(log, 1000);
            for (int n = 1000; n < 2000; n += 50) {
                log.produce(n, n + 50);
            }
        } finally {
            first.cancel().get();
            second.cancel().get();
        }
        log.assertHoldsAllOfKafka(false);
        log.archiveOnce(TestLog.LARGE, 1);
        log.assertHoldsAllOfKafka();
    }

    @Test
    void partitionsAddedWhileTheArchiverRunsAreSealedToo() throws Exception {
        TestLog log = TestLog.create(settings, "added", 1);
        log.produce(0, 10);
        Rolling rolling = new Rolling(1_000_000, 64 << 20, Duration.ofMillis(300));
        Settings lookingOften = settings.overriddenBy(Map.of("kafka.metadata.max.age.ms", "500"));
        JobClient job = start(lookingOften, log, rolling);
        try (Admin admin = Admin.create(settings.kafkaProperties());
                Producer<byte[], byte[]> producer = log.producer()) {
            awaitRows(log, 10);
            admin.createPartitions(Map.of("added", NewPartitions.increaseTo(2))).all().get();
            producer.send(ValueCodec.heartbeat("added", 1, TestLog.time(10))).get();
            awaitRows(log, 11);
            log.produce(10, 12);
            awaitRows(log, 13);
        } finally {
            job.cancel().get();
        }
        assertThat(log.manifest().partitions(1)).isEqualTo(2);
        log.assertHoldsAllOfKafka();
    }

    @Test
    void columnsOfANewerSchemaAreNotLost() throws Exception {
        TestLog log = TestLog.create(settings, "evolved", 1);
        log.produce(0, 10);
        JobClient job = start(log, new Rolling(1_000_000, 64 << 20, Duration.ofSeconds(4)));
        try {
            awaitRows(log, 10);
            log.produce(10, 20);
            TimeUnit.MILLISECONDS.sleep(500);
            log.archive().evolve(TestLog.WIDER);
            ValueCodec codec = log.codec();
            try (Producer<byte[], byte[]> producer = log.producer()) {
                for (int n = 20; n < 30; n++) {
                    producer.send(log.event(codec, TestLog.WIDER, n));
                }
            }
            awaitRows(log, 30);
        } finally {
            job.cancel().get();
        }
        log.assertHoldsAllOfKafka();
        assertThat(
                        log.rows(0).stream()
                                .map(row -> Objects.requireNonNull(row.event()).get("unit"))
                                .toList()
                                .subList(19, 22))
                .hasToString("[none, u20, u21]");
    }

    @Test
    void recordThatWasDeadWhenReadLiveIsDeadInTheArchiveThoughItsSchemaWasOfferedBetween()
            throws Exception {
        TestLog log = TestLog.create(settings, "unknown", 1);
        ProducerRecord<byte[], byte[]> record = log.event(log.codec(), TestLog.WIDER, 0);
        try (Producer<byte[], byte[]> producer = log.producer()) {
            producer.send(record);
        }
        LogRow live = log.codec().decode(0, record.value(), record.headers());
        assertThatThrownBy(() -> log.archive().evolve(TestLog.WIDER))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("/unknown/schemas/")
                .hasMessageContaining("add a field with a default");
        log.archiveOnce(TestLog.LARGE, 1);
        LogRow archived = log.rows(0).get(0);
        assertThat(archived.kind()).isEqualTo(RecordKind.DEAD).isEqualTo(live.kind());
        assertThat(archived.reason()).isEqualTo(live.reason());
        assertThat(archived.raw()).isEqualTo(live.raw());
    }

    @Test
    void offsetsThatKafkaHasDeletedAreRefusedUnlessTheArchiveMayStartLater() throws Exception {
        TestLog log = TestLog.create(settings, "deleted", 1);
        log.produce(0, 100);
        delete(log, 30);
        assertThatThrownBy(() -> log.archiveOnce(TestLog.LARGE, 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("offsets 0 to 29");
        ArchiveRun fromEarliest = new ArchiveRun(settings, "deleted", TestLog.LARGE, true, true, 1);
        fromEarliest.run(new FlinkTarget(settings, List.of()), TestLog.QUIET, TestLog.QUIET);
        Segment segment = log.manifest().segments(0).get(0);
        assertThat(segment.firstOffset()).isEqualTo(30);
        assertThat(segment.headDeleted()).isTrue();
        assertThat(segment.rows()).isEqualTo(70);
        log.produce(100, 120);
        delete(log, 110);
        assertThatThrownBy(
                        () ->
                                fromEarliest.run(
                                        new FlinkTarget(settings, List.of()),
                                        TestLog.QUIET,
                                        TestLog.QUIET))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("offsets 100 to 109");
    }

    private static JobClient start(TestLog log, Rolling rolling) throws Exception {
        return start(settings, log, rolling);
    }

    private static JobClient start(Settings with, TestLog log, Rolling rolling) throws Exception {
        StreamExecutionEnvironment environment =
                new FlinkTarget(with, List.of()).environment(1, null);
        Archiver archiver = new Archiver(with, log.name(), rolling, false, false);
        archiver.build(environment);
        return environment.executeAsync(archiver.name());
    }

    private static void awaitRows(TestLog log, long rows) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (log.manifest().rows() < rows && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(log.manifest().rows()).isEqualTo(rows);
    }

    private static void delete(TestLog log, long before) throws Exception {
        try (Admin admin = Admin.create(settings.kafkaProperties())) {
            TopicPartition partition = new TopicPartition(log.name(), 0);
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        }
        assertThat(TopicOffsets.read(settings.kafkaProperties(), log.name()).earliest(0))
                .isEqualTo(before);
    }
}
