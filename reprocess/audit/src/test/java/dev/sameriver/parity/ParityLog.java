package dev.sameriver.parity;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentWriter;
import dev.sameriver.archiver.LogHeartbeat;
import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.LogTopic;
import dev.sameriver.kafka.ValueCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of a log, by partition and in their order; null is one that cannot be decoded.
 *
 * @param key the field of the schema that decides an event's partition
 */
record ParityLog(Schema schema, String key, List<List<@Nullable GenericRecord>> partitions) {

    private static final int PARTITIONS = 2;
    private static final String TIME = "at";
    private static final byte[] DAMAGED = {1, 2, 3};

    private static final Schema FLIGHT =
            SchemaBuilder.record("Flight")
                    .fields()
                    .requiredString("origin")
                    .requiredInt("delay_minutes")
                    .requiredLong(TIME)
                    .endRecord();

    private static final Schema READING =
            SchemaBuilder.record("Reading")
                    .fields()
                    .optionalString("sensor")
                    .requiredInt("value")
                    .requiredInt("level")
                    .requiredLong(TIME)
                    .endRecord();

    private static ParityLog of(Schema schema, String key) {
        List<List<@Nullable GenericRecord>> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new ArrayList<>());
        }
        return new ParityLog(schema, key, partitions);
    }

    /** The first flights of the real data, in the order in which they were reported. */
    static ParityLog flights(int count) throws IOException {
        ParityLog log = of(FLIGHT, "origin");
        Path file =
                Path.of(System.getProperty("sameriver.home", "."))
                        .resolve("jobs/airport-delays/src/main/data/flights-2001-q1.csv.gz");
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            lines.lines()
                    .skip(1)
                    .limit(count)
                    .map(line -> line.split(","))
                    .sorted(Comparator.comparing(columns -> columns[1]))
                    .forEach(log::addFlight);
        }
        return log;
    }

    private void addFlight(String[] columns) {
        GenericData.Record flight = new GenericData.Record(FLIGHT);
        flight.put("origin", columns[4]);
        flight.put("delay_minutes", Integer.parseInt(columns[2]));
        flight.put(TIME, OffsetDateTime.parse(columns[0]).toInstant().toEpochMilli());
        partitions.get(columns[4].hashCode() & 1).add(flight);
    }

    /**
     * Readings every ten seconds: of a hundred two are late and one comes twice, some are out of
     * order within the bound, some have no key, and some cannot be decoded.
     */
    static ParityLog readings(int each) {
        ParityLog log = of(READING, "sensor");
        Random random = new Random(11);
        for (List<@Nullable GenericRecord> records : log.partitions) {
            int partition = log.partitions.indexOf(records);
            for (int i = 0; i < each; i++) {
                int luck = random.nextInt(100);
                long behind = luck < 2 ? 120 + random.nextInt(600) : luck < 30 ? luck / 2 : 0;
                GenericData.Record reading = new GenericData.Record(READING);
                reading.put("sensor", luck == 99 ? null : "s" + partition + random.nextInt(40));
                reading.put("value", random.nextInt(1_000) - 200);
                reading.put("level", random.nextInt(12));
                reading.put(TIME, 978_307_200_000L + i * 10_000L - behind * 60_000);
                records.add(reading);
                if (luck == 50) {
                    records.add(reading);
                }
                if (i % 500 == 250) {
                    records.add(null);
                }
            }
        }
        return log;
    }

    /** Makes the log with its first half in the archive, and the other, with an end, in Kafka. */
    void write(Settings settings, String name) throws Exception {
        LogDefinition definition = LogDefinition.of(name, PARTITIONS, TIME, key, null, "");
        LogTopic.create(settings.kafkaProperties(), definition.topic(), PARTITIONS);
        LogArchive archive =
                LogArchive.create(
                        settings.require(Settings.ARCHIVE), settings.hadoop(), definition, schema);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<@Nullable GenericRecord> records = partitions.get(partition);
            int half = records.size() / 2;
            archive(archive, partition, records.subList(0, half));
            produce(settings, archive, partition, records.subList(half, records.size()));
        }
        LogHeartbeat.append(settings, name, Instant.parse("2002-01-01T00:00:00Z"));
    }

    private void archive(LogArchive archive, int partition, List<@Nullable GenericRecord> records)
            throws IOException {
        try (SegmentWriter writer = archive.writer(0, partition, 0, Long.MIN_VALUE, schema)) {
            for (GenericRecord record : records) {
                long offset = writer.nextOffset();
                writer.write(
                        record == null
                                ? LogRow.dead(offset, DAMAGED, "damaged")
                                : LogRow.event(offset, (Long) record.get(TIME), null, record));
            }
            Segment segment = writer.finish(writer.nextOffset());
            archive.commit(List.of(segment));
        }
    }

    private static void produce(
            Settings settings,
            LogArchive archive,
            int partition,
            List<@Nullable GenericRecord> records)
            throws IOException {
        ValueCodec codec = ValueCodec.of(archive, null);
        String topic = archive.definition().topic();
        try (Producer<byte[], byte[]> producer = LogTopic.producer(settings.kafkaProperties())) {
            for (GenericRecord record : records) {
                byte[] value = record == null ? DAMAGED : codec.encode(record);
                producer.send(new ProducerRecord<>(topic, partition, null, value));
            }
        }
    }
}
