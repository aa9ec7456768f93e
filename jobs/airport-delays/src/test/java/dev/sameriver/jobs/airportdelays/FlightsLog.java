package dev.sameriver.jobs.airportdelays;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.RecordKind;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentWriter;
import dev.sameriver.archiver.LogHeartbeat;
import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.LogTopic;
import dev.sameriver.kafka.ValueCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A log of made-up flights, its past in an archive and its tail in Kafka, that remembers all its
 * records, so that the same log can be written into one archive as a reference.
 *
 * <p>Flight i of a partition is scheduled 30 s after flight i - 1, give or take up to four hours:
 * some are late for a bound of two hours. Some cannot be decoded, and some have no origin.
 */
final class FlightsLog {

    private static final Schema FLIGHT =
            SchemaBuilder.record("Flight")
                    .fields()
                    .optionalString("origin")
                    .requiredInt("delay_minutes")
                    .requiredLong("scheduled")
                    .endRecord();

    private static final long START = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();
    private static final long STEP = 30_000;

    private final Settings settings;
    private final LogArchive archive;
    private final ValueCodec codec;
    private final Map<Integer, List<LogRow>> history = new TreeMap<>();
    private final Map<Integer, List<LogRow>> tail = new TreeMap<>();

    private FlightsLog(Settings settings, LogArchive archive) throws IOException {
        this.settings = settings;
        this.archive = archive;
        this.codec = ValueCodec.of(archive, null);
    }

    /** Makes the log {@code flights} in an archive, and its topic. */
    static FlightsLog create(Settings settings, String topic, int partitions) throws IOException {
        LogDefinition definition =
                LogDefinition.of("flights", partitions, "scheduled", "origin", null, "");
        LogArchive archive =
                LogArchive.create(
                        settings.require(Settings.ARCHIVE),
                        settings.hadoop(),
                        definition.withKafka(definition.format(), topic),
                        FLIGHT);
        LogTopic.create(settings.kafkaProperties(), topic, partitions);
        return new FlightsLog(settings, archive);
    }

    /** Puts flights {@code [from, to)} of a partition into the archive, as one segment. */
    void archive(int partition, int from, int to) throws IOException {
        List<LogRow> rows = history.computeIfAbsent(partition, any -> new ArrayList<>());
        int first = rows.size();
        for (int i = from; i < to; i++) {
            rows.add(
                    isDamaged(i)
                            ? LogRow.dead(rows.size(), damaged(i), "damaged")
                            : LogRow.event(
                                    rows.size(), time(partition, i), null, flight(partition, i)));
        }
        commit(archive, 0, partition, rows.subList(first, rows.size()));
    }

    /** Sends flights {@code [from, to)} of a partition to Kafka. */
    void produce(int partition, int from, int to) {
        List<LogRow> rows = tail.computeIfAbsent(partition, any -> new ArrayList<>());
        try (Producer<byte[], byte[]> producer = LogTopic.producer(settings.kafkaProperties())) {
            for (int i = from; i < to; i++) {
                byte[] value = isDamaged(i) ? damaged(i) : codec.encode(flight(partition, i));
                producer.send(
                        new ProducerRecord<>(archive.definition().topic(), partition, null, value));
                rows.add(codec.decode(rows.size(), value, new RecordHeaders()));
            }
        }
    }

    /** Appends a heartbeat to one partition, at the time of its flight i. */
    void heartbeat(int partition, int i) {
        long time = START + i * STEP;
        List<LogRow> rows = tail.computeIfAbsent(partition, any -> new ArrayList<>());
        try (Producer<byte[], byte[]> producer = LogTopic.producer(settings.kafkaProperties())) {
            producer.send(ValueCodec.heartbeat(archive.definition().topic(), partition, time));
            rows.add(LogRow.heartbeat(rows.size(), time));
        }
    }

    /** Appends a heartbeat behind all flights to every partition, which lets every window close. */
    void close() throws Exception {
        LogHeartbeat beat =
                LogHeartbeat.append(settings, "flights", Instant.parse("2001-02-01T00:00:00Z"));
        for (int partition = 0; partition < beat.partitions(); partition++) {
            List<LogRow> rows = tail.computeIfAbsent(partition, any -> new ArrayList<>());
            rows.add(LogRow.heartbeat(rows.size(), beat.at().toEpochMilli()));
        }
    }

    /** Records that are no heartbeats. */
    long events() {
        return Stream.of(history, tail)
                .flatMap(rows -> rows.values().stream().flatMap(List::stream))
                .filter(row -> row.kind() != RecordKind.HEARTBEAT)
                .count();
    }

    /** The whole log in one archive in a folder, the tail in segments as well. */
    Settings reference(Path folder) throws IOException {
        String root = folder.toUri().toString();
        LogArchive whole =
                LogArchive.create(root, new Configuration(), archive.definition(), FLIGHT);
        for (Map.Entry<Integer, List<LogRow>> rows : history.entrySet()) {
            commit(whole, 0, rows.getKey(), rows.getValue());
        }
        for (Map.Entry<Integer, List<LogRow>> rows : tail.entrySet()) {
            int middle = rows.getValue().size() / 2;
            commit(whole, 1, rows.getKey(), rows.getValue().subList(0, middle));
            commit(
                    whole,
                    1,
                    rows.getKey(),
                    rows.getValue().subList(middle, rows.getValue().size()));
        }
        return Settings.of(Map.of(Settings.ARCHIVE, root));
    }

    /** Claims in the archive that a part of Kafka was archived, whatever Kafka holds. */
    void archiveFromKafka(int partition, int offsets) throws IOException {
        List<LogRow> rows = new ArrayList<>();
        for (int i = 0; i < offsets; i++) {
            rows.add(LogRow.event(i, time(partition, i), null, flight(partition, i)));
        }
        commit(archive, 1, partition, rows);
    }

    private static void commit(LogArchive to, int generation, int partition, List<LogRow> rows)
            throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        Manifest manifest = to.manifest();
        try (SegmentWriter writer =
                to.writer(
                        generation,
                        partition,
                        rows.get(0).offset(),
                        manifest.greatest(partition),
                        FLIGHT)) {
            for (LogRow row : rows) {
                writer.write(row);
            }
            Segment segment = writer.finish(writer.nextOffset());
            to.commit(List.of(segment));
        }
    }

    private static boolean isDamaged(int i) {
        return i % 997 == 500;
    }

    private static byte[] damaged(int i) {
        return new byte[] {1, (byte) i};
    }

    private static long time(int partition, int i) {
        int chance = chance(partition, i);
        long back = chance % 20 == 0 ? chance % 14_400_000 : chance % 3_600_000;
        return START + i * STEP - back;
    }

    private static GenericRecord flight(int partition, int i) {
        int chance = chance(i, partition);
        GenericData.Record flight = new GenericData.Record(FLIGHT);
        flight.put("origin", i % 701 == 0 ? null : "A" + chance % 20);
        flight.put("delay_minutes", chance % 120 - 20);
        flight.put("scheduled", time(partition, i));
        return flight;
    }

    /** A number from 0 on that looks like chance and is none. */
    private static int chance(int a, int b) {
        long mixed = (a * 1_000_003L + b + 1) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 32;
        return (int) ((mixed * 0xBF58476D1CE4E5B9L) >>> 33);
    }
}
