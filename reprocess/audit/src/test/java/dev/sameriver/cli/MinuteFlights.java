package dev.sameriver.cli;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.SegmentWriter;
import dev.sameriver.archiver.LogHeartbeat;
import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.LogTopic;
import dev.sameriver.kafka.ValueCodec;
import dev.sameriver.log.Position;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The log {@code flights} with a flight a minute in each of two partitions, its past in the archive
 * and its tail in Kafka.
 */
final class MinuteFlights {

    static final Instant START = Instant.parse("2001-01-01T00:00:00Z");

    private static final String LOG = "flights";
    private static final int PARTITIONS = 2;

    private static final Schema FLIGHT =
            SchemaBuilder.record("Flight")
                    .fields()
                    .requiredString("origin")
                    .requiredInt("delay_minutes")
                    .requiredLong("scheduled")
                    .endRecord();

    private final Settings settings;
    private final LogArchive archive;

    /** What Kafka holds of each partition. */
    private final List<List<LogRow>> tail = List.of(new ArrayList<>(), new ArrayList<>());

    private MinuteFlights(Settings settings, LogArchive archive) {
        this.settings = settings;
        this.archive = archive;
    }

    static MinuteFlights create(Settings settings) throws IOException {
        LogDefinition definition =
                LogDefinition.of(LOG, PARTITIONS, "scheduled", "origin", null, "");
        LogTopic.create(settings.kafkaProperties(), definition.topic(), PARTITIONS);
        return new MinuteFlights(
                settings,
                LogArchive.create(
                        settings.require(Settings.ARCHIVE), settings.hadoop(), definition, FLIGHT));
    }

    LogArchive archive() {
        return archive;
    }

    /** Puts the flights of minutes {@code [from, to)} into the archive, a segment a partition. */
    void archive(int from, int to) throws IOException {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<LogRow> rows = new ArrayList<>();
            for (int minute = from; minute < to; minute++) {
                rows.add(row(minute, flight(partition, minute)));
            }
            commit(0, partition, rows);
        }
    }

    /** Sends the flights of minutes {@code [from, to)} to Kafka. */
    void produce(int from, int to) throws IOException {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<GenericRecord> sent = new ArrayList<>();
            for (int minute = from; minute < to; minute++) {
                sent.add(flight(partition, minute));
            }
            send(partition, sent);
        }
    }

    /** Sends one flight to partition 0. */
    void produce(String origin, int delay, int minute) throws IOException {
        send(0, List.of(flight(origin, delay, minute)));
    }

    /** Appends a heartbeat to all partitions. */
    void heartbeat(Instant at) throws Exception {
        LogHeartbeat.append(settings, LOG, at);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<LogRow> rows = tail.get(partition);
            rows.add(LogRow.heartbeat(rows.size(), at.toEpochMilli()));
        }
    }

    /** Puts into the archive what Kafka holds and the archive does not. */
    void archiveTail() throws IOException {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Position next = archive.manifest().next(partition);
            int first = next.generation() == 0 ? 0 : (int) next.offset();
            List<LogRow> rows = tail.get(partition);
            commit(1, partition, rows.subList(first, rows.size()));
        }
    }

    private void send(int partition, List<GenericRecord> sent) throws IOException {
        ValueCodec codec = ValueCodec.of(archive, null);
        List<LogRow> rows = tail.get(partition);
        try (Producer<byte[], byte[]> producer = LogTopic.producer(settings.kafkaProperties())) {
            for (GenericRecord flight : sent) {
                producer.send(
                        new ProducerRecord<>(
                                archive.definition().topic(),
                                partition,
                                null,
                                codec.encode(flight)));
                rows.add(row(rows.size(), flight));
            }
        }
    }

    private void commit(int generation, int partition, List<LogRow> rows) throws IOException {
        long first = rows.get(0).offset();
        long greatest = archive.manifest().greatest(partition);
        try (SegmentWriter writer =
                archive.writer(generation, partition, first, greatest, FLIGHT)) {
            for (LogRow row : rows) {
                writer.write(row);
            }
            archive.commit(List.of(writer.finish(writer.nextOffset())));
        }
    }

    private static LogRow row(long offset, GenericRecord flight) {
        return LogRow.event(offset, (Long) flight.get("scheduled"), null, flight);
    }

    static Instant time(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static GenericRecord flight(int partition, int minute) {
        return flight("A" + (partition * 5 + minute) % 11, minute % 37 - 5, minute);
    }

    private static GenericRecord flight(String origin, int delay, int minute) {
        GenericData.Record flight = new GenericData.Record(FLIGHT);
        flight.put("origin", origin);
        flight.put("delay_minutes", delay);
        flight.put("scheduled", time(minute).toEpochMilli());
        return flight;
    }
}
