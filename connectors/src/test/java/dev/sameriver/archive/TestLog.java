package dev.sameriver.archive;

import dev.sameriver.log.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** A log of flights in a temporary folder, and rows to put into it. */
final class TestLog {

    static final Configuration CONFIGURATION = new Configuration();

    static final Schema FLIGHT =
            SchemaBuilder.record("Flight")
                    .fields()
                    .requiredLong("scheduled")
                    .requiredInt("delay")
                    .optionalString("origin")
                    .endRecord();

    static final LogDefinition FLIGHTS =
            LogDefinition.of("flights", 2, "scheduled", "origin", null, "");

    private TestLog() {}

    static LogArchive create(Path folder) throws IOException {
        return LogArchive.create(folder.toUri().toString(), CONFIGURATION, FLIGHTS, FLIGHT);
    }

    static LogArchive open(Path folder) throws IOException {
        return LogArchive.open(folder.toUri().toString(), CONFIGURATION, "flights");
    }

    static GenericRecord flight(long scheduled, int delay, @Nullable String origin) {
        GenericData.Record flight = new GenericData.Record(FLIGHT);
        flight.put("scheduled", scheduled);
        flight.put("delay", delay);
        flight.put("origin", origin);
        return flight;
    }

    static LogRow event(long offset, long time) {
        return LogRow.event(offset, time, "id-" + offset, flight(time, (int) offset, "JFK"));
    }

    /** Events of one partition, a minute apart, in {@code [first, next)}. */
    static List<LogRow> events(long first, long next) {
        List<LogRow> rows = new ArrayList<>();
        for (long offset = first; offset < next; offset++) {
            rows.add(event(offset, offset * 60_000));
        }
        return rows;
    }

    /** A finished segment that follows what the manifest has of the partition. */
    static Segment segment(LogArchive archive, int partition, List<LogRow> rows)
            throws IOException {
        Manifest manifest = archive.manifest();
        return segment(
                archive,
                partition,
                manifest.next(partition).offset(),
                manifest.greatest(partition),
                rows);
    }

    static Segment segment(
            LogArchive archive, int partition, long first, long greatest, List<LogRow> rows)
            throws IOException {
        try (SegmentWriter writer = archive.writer(0, partition, first, greatest, FLIGHT)) {
            for (LogRow row : rows) {
                writer.write(row);
            }
            return writer.finish(writer.nextOffset());
        }
    }

    static Segment first(LogArchive archive, int partition, int rows) throws IOException {
        return segment(archive, partition, 0, Clock.NONE, events(0, rows));
    }

    static List<LogRow> read(SegmentReader reader) throws IOException {
        List<LogRow> rows = new ArrayList<>();
        try (reader) {
            for (LogRow row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
