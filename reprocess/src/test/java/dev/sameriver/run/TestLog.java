package dev.sameriver.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.archive.ArchiveVerifier;
import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.RecordKind;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentReader;
import dev.sameriver.archive.ValueFormat;
import dev.sameriver.archive.VerifyDepth;
import dev.sameriver.archiver.KafkaLog;
import dev.sameriver.archiver.Rolling;
import dev.sameriver.connect.Progress;
import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.LogTopic;
import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.kafka.ValueCodec;
import dev.sameriver.log.Clock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A log that lives in Kafka, its archive, and an independent eye on both. */
record TestLog(Settings settings, String name, int partitions) {

    static final Rolling LARGE = new Rolling(1_000_000, 64 << 20, Duration.ofMinutes(10));

    static final PrintStream QUIET = new PrintStream(OutputStream.nullOutputStream());

    static final Schema SCHEMA =
            SchemaBuilder.record("Reading")
                    .fields()
                    .requiredString("id")
                    .requiredLong("at")
                    .endRecord();

    /** With a column more, which the archive must not lose. */
    static final Schema WIDER =
            SchemaBuilder.record("Reading")
                    .fields()
                    .requiredString("id")
                    .requiredLong("at")
                    .name("unit")
                    .type()
                    .stringType()
                    .stringDefault("none")
                    .endRecord();

    static TestLog create(Settings settings, String name, int partitions) throws IOException {
        LogTopic.create(settings.kafkaProperties(), name, partitions);
        new KafkaLog(name, SCHEMA, "at", "id", "id", ValueFormat.AVRO, null).create(settings);
        return new TestLog(settings, name, partitions);
    }

    /** The event time of event n: out of order by up to 100 s. */
    static long time(long n) {
        return 978_307_200_000L + (n + n * 7919 % 100) * 1000;
    }

    LogArchive archive() throws IOException {
        return LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), name);
    }

    Manifest manifest() throws IOException {
        return archive().manifest();
    }

    Producer<byte[], byte[]> producer() {
        return LogTopic.producer(settings.kafkaProperties());
    }

    Producer<byte[], byte[]> producer(String transactionalId) {
        Properties client = settings.kafkaProperties();
        client.setProperty("transactional.id", transactionalId);
        Producer<byte[], byte[]> producer = LogTopic.producer(client);
        producer.initTransactions();
        return producer;
    }

    /** Event n, for the partition that is n modulo their number; its key is its id. */
    ProducerRecord<byte[], byte[]> event(ValueCodec codec, long n) {
        return event(codec, SCHEMA, n);
    }

    ProducerRecord<byte[], byte[]> event(ValueCodec codec, Schema schema, long n) {
        GenericData.Record event = new GenericData.Record(schema);
        event.put("id", "e" + n);
        event.put("at", time(n));
        if (schema.getField("unit") != null) {
            event.put("unit", "u" + n);
        }
        byte[] key = ("e" + n).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(name, (int) (n % partitions), key, codec.encode(event));
    }

    ValueCodec codec() throws IOException {
        return ValueCodec.of(archive(), null);
    }

    /** Produces the events [from, to). */
    void produce(long from, long to) throws IOException {
        ValueCodec codec = codec();
        try (Producer<byte[], byte[]> producer = producer()) {
            for (long n = from; n < to; n++) {
                producer.send(event(codec, n));
            }
        }
    }

    void archiveOnce(Rolling rolling, int parallelism) throws Exception {
        new ArchiveRun(settings, name, rolling, true, false, parallelism)
                .run(new FlinkTarget(settings, List.of()), QUIET, QUIET);
    }

    List<LogRow> rows(int partition) throws IOException {
        LogArchive archive = archive();
        List<LogRow> rows = new ArrayList<>();
        for (Segment segment : archive.manifest().segments(partition)) {
            try (SegmentReader reader = archive.open(segment, null, 0)) {
                for (LogRow row = reader.next(); row != null; row = reader.next()) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    /** What a plain consumer sees of a partition: offset, and key or kind. */
    List<String> inKafka(int partition) {
        Properties client = settings.kafkaProperties();
        client.setProperty("isolation.level", "read_committed");
        TopicPartition topic = new TopicPartition(name, partition);
        long end = TopicOffsets.readCommitted(client, name).latest(partition);
        List<String> seen = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(topic));
            consumer.seekToBeginning(List.of(topic));
            while (consumer.position(topic) < end) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    seen.add(record.offset() + " " + describe(record));
                }
            }
        }
        return seen;
    }

    private static String describe(ConsumerRecord<byte[], byte[]> record) {
        Header heartbeat = record.headers().lastHeader(ValueCodec.HEARTBEAT);
        if (heartbeat != null) {
            return "HEARTBEAT";
        }
        return record.key() == null ? "DEAD" : new String(record.key(), StandardCharsets.UTF_8);
    }

    private static String describe(LogRow row) {
        return row.offset() + " " + (row.kind() == RecordKind.EVENT ? row.id() : row.kind());
    }

    /**
     * Checks that the archive is whole and holds just what a plain consumer sees in Kafka, with the
     * right clock before each segment.
     */
    void assertHoldsAllOfKafka() throws IOException {
        assertHoldsAllOfKafka(true);
    }

    /** As the other one; unless {@code all}, the archive may end earlier. */
    void assertHoldsAllOfKafka(boolean all) throws IOException {
        assertThat(
                        ArchiveVerifier.verify(
                                        settings.require(Settings.ARCHIVE),
                                        settings.hadoop(),
                                        name,
                                        VerifyDepth.ROWS,
                                        Progress.NONE)
                                .findings())
                .isEmpty();
        Manifest manifest = manifest();
        for (int partition = 0; partition < partitions; partition++) {
            List<LogRow> rows = rows(partition);
            List<String> kafka = inKafka(partition);
            assertThat(rows.stream().map(TestLog::describe).toList())
                    .isEqualTo(all ? kafka : kafka.subList(0, rows.size()));
            long next = 0;
            for (Segment segment : manifest.segments(partition)) {
                assertThat(segment.generation()).isEqualTo(1);
                assertThat(segment.firstOffset()).isEqualTo(next);
                assertThat(segment.greatestBefore()).isEqualTo(greatestBefore(rows, next));
                next = segment.nextOffset();
            }
        }
    }

    private static long greatestBefore(List<LogRow> rows, long offset) {
        return rows.stream()
                .filter(row -> row.offset() < offset && row.kind() != RecordKind.DEAD)
                .mapToLong(LogRow::time)
                .max()
                .orElse(Clock.NONE);
    }
}
