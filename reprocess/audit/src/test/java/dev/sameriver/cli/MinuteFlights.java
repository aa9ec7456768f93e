package dev.sameriver.cli;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentWriter;
import dev.sameriver.archiver.Rolling;
import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.LogTopic;
import dev.sameriver.kafka.ValueCodec;
import dev.sameriver.run.ArchiveRun;
import dev.sameriver.run.FlinkTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
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
            try (SegmentWriter writer =
                    archive.writer(
                            0, partition, from, archive.manifest().greatest(partition), FLIGHT)) {
                for (int minute = from; minute < to; minute++) {
                    writer.write(
                            LogRow.event(
                                    minute,
                                    time(minute).toEpochMilli(),
                                    null,
                                    flight(partition, minute)));
                }
                Segment segment = writer.finish(to);
                archive.commit(List.of(segment));
            }
        }
    }

    /** Sends the flights of minutes {@code [from, to)} to Kafka. */
    void produce(int from, int to) throws IOException {
        try (Producer<byte[], byte[]> producer = LogTopic.producer(settings.kafkaProperties())) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                for (int minute = from; minute < to; minute++) {
                    send(producer, partition, flight(partition, minute));
                }
            }
        }
    }

    /** Sends one flight to partition 0. */
    void produce(String origin, int delay, int minute) throws IOException {
        try (Producer<byte[], byte[]> producer = LogTopic.producer(settings.kafkaProperties())) {
            send(producer, 0, flight(origin, delay, minute));
        }
    }

    private void send(Producer<byte[], byte[]> producer, int partition, GenericRecord flight)
            throws IOException {
        byte[] value = ValueCodec.of(archive, null).encode(flight);
        producer.send(new ProducerRecord<>(archive.definition().topic(), partition, null, value));
    }

    /** Moves Kafka's tail into the archive. */
    void archiveTail() throws Exception {
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream());
        Rolling rolling = new Rolling(1_000_000, 64 << 20, Duration.ofMinutes(10));
        new ArchiveRun(settings, LOG, rolling, true, false, 1)
                .run(new FlinkTarget(settings, List.of()), silent, silent);
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
