package dev.sameriver.beam;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.hadoop.conf.Configuration;

/**
 * A made-up log, around a night in which New York's clocks skip an hour: three partitions and a
 * fourth that was added, in segments of two schemas. A tenth of the events are out of order within
 * the bound of the views, a fiftieth beyond it, some come twice; there are dead records, events
 * without a key, heartbeats and holes among the offsets.
 */
final class ReadingsLog {

    private static final long START = Instant.parse("2001-04-01T00:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final int PARTITIONS = 3;
    private static final int SEGMENTS = 3;
    private static final int RECORDS = 700;

    private static final Schema FIRST =
            SchemaBuilder.record("Reading")
                    .fields()
                    .optionalString("sensor")
                    .requiredLong("at")
                    .requiredInt("value")
                    .endRecord();

    private static final Schema SECOND =
            SchemaBuilder.record("Reading")
                    .fields()
                    .optionalString("sensor")
                    .requiredLong("at")
                    .requiredInt("value")
                    .name("level")
                    .type()
                    .doubleType()
                    .doubleDefault(0.5)
                    .endRecord();

    private final LogArchive archive;
    private final Random random = new Random(7);

    private ReadingsLog(LogArchive archive) {
        this.archive = archive;
    }

    /** Writes the log into an archive. */
    static void write(String root) throws IOException {
        LogArchive archive =
                LogArchive.create(
                        root,
                        new Configuration(),
                        LogDefinition.of(ReadingViews.LOG, PARTITIONS, "at", "sensor", null, ""),
                        FIRST);
        archive.evolve(SECOND);
        ReadingsLog log = new ReadingsLog(archive);
        for (int segment = 0; segment < SEGMENTS; segment++) {
            List<Segment> segments = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                segments.add(log.segment(partition, segment));
            }
            if (segment == SEGMENTS - 1) {
                segments.add(log.segment(PARTITIONS, segment));
            }
            archive.commit(segments);
        }
    }

    private Segment segment(int partition, int number) throws IOException {
        Schema schema = number == 0 ? FIRST : SECOND;
        long offset = archive.manifest().next(partition).offset();
        try (SegmentWriter writer =
                archive.writer(
                        0, partition, offset, archive.manifest().greatest(partition), schema)) {
            for (int i = 0; i < RECORDS; i++) {
                offset += random.nextInt(50) == 0 ? 3 : 1;
                long steady = START + (number * RECORDS + i) * MINUTE / 2;
                writer.write(record(offset, partition, i, steady, schema));
                if (random.nextInt(30) == 0) {
                    // The same again, as a producer that retries may write it.
                    offset++;
                    writer.write(record(offset, partition, i, steady, schema));
                }
            }
            long end = START + (number + 1) * RECORDS * MINUTE / 2;
            writer.write(LogRow.heartbeat(++offset, end));
            return writer.finish(offset + 2);
        }
    }

    private LogRow record(long offset, int partition, int number, long steady, Schema schema) {
        if (number % 97 == 5) {
            return LogRow.dead(offset, new byte[] {1, 2, 3}, "not an event");
        }
        if (number == RECORDS / 3) {
            return LogRow.heartbeat(offset, steady);
        }
        int luck = random.nextInt(100);
        long behind = luck < 2 ? 1 + random.nextInt(300) : luck < 12 ? random.nextInt(10) : 0;
        long time = steady - behind * MINUTE;
        GenericData.Record event = new GenericData.Record(schema);
        event.put("sensor", luck == 99 ? null : "s" + partition + "-" + random.nextInt(8));
        event.put("at", time);
        event.put("value", random.nextInt(40) - 5);
        if (schema.getField("level") != null) {
            event.put("level", random.nextInt(100) / 7.0);
        }
        return LogRow.event(offset, time, null, event);
    }
}
