package dev.sameriver.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentWriter;
import dev.sameriver.connect.Settings;
import dev.sameriver.log.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.hadoop.conf.Configuration;

/**
 * The data that all systems read: a log in an archive on local files, made once and used again.
 *
 * <p>It follows from its numbers alone, and from how segments are written, which its folder's name
 * tells too. Event {@code i} of {@code n} lies at {@code i / n} of the span, moved back by less
 * than a second; its key is spread evenly and decides its partition. Each partition ends with a
 * heartbeat that lies {@link #TAIL} behind the span, so that all windows up to that size are final.
 *
 * <p>Late events are a day behind, so that they are late for every window of a bench, and however
 * far one partition is ahead of another. All are in the second half, when every clock has moved on.
 *
 * @param directory where data sets are kept
 * @param events 1 or more
 * @param keys 1 or more
 * @param spanMillis the events' length in event time, 1000 or more
 * @param latePercent how many of a hundred events of the second half are late, 0 or more
 */
public record Dataset(String directory, long events, int keys, long spanMillis, int latePercent) {

    /** How far an event may lie behind the latest one of its partition. */
    public static final Duration DISORDER = Duration.ofSeconds(1);

    static final Duration TAIL = Duration.ofHours(2);

    public static final String LOG = "readings";

    private static final Duration LATE = Duration.ofDays(1);

    private static final int PARTITIONS = 4;
    private static final long SEGMENT_ROWS = 500_000;
    private static final long START = 1_767_225_600_000L; // 2026-01-01T00:00Z

    /** The schema of the events. */
    public static final Schema SCHEMA =
            SchemaBuilder.record("Reading")
                    .fields()
                    .requiredLong("key")
                    .requiredLong("time")
                    .requiredLong("value")
                    .endRecord();

    /** Settings with the archive's address. */
    @JsonIgnore
    public Settings settings() {
        return Settings.of(Map.of(Settings.ARCHIVE, root()));
    }

    /** The address of the folder with all of the log's files. */
    @JsonIgnore
    public String segments() {
        return root() + "/" + LOG + "/segments";
    }

    /** Makes the data if it is not there; what an interrupted run left does not count. */
    public void make() throws IOException {
        LogDefinition definition = LogDefinition.of(LOG, PARTITIONS, "time", "key", null, "");
        LogArchive archive = LogArchive.create(root(), new Configuration(), definition, SCHEMA);
        if (!archive.manifest().segments().isEmpty()) {
            return;
        }
        List<Segment> segments = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            write(archive, partition, segments);
        }
        archive.commit(segments);
    }

    private void write(LogArchive archive, int partition, List<Segment> segments)
            throws IOException {
        SegmentWriter writer = archive.writer(0, partition, 0, Clock.NONE, SCHEMA);
        long offset = 0;
        for (long i = 0; i < events; i++) {
            long key = Long.remainderUnsigned(Mix.of(i), keys);
            if (key % PARTITIONS != partition) {
                continue;
            }
            if (writer.rows() == SEGMENT_ROWS) {
                long greatest = writer.greatest();
                segments.add(writer.finish(offset));
                writer = archive.writer(0, partition, offset, greatest, SCHEMA);
            }
            writer.write(event(i, key, offset++));
        }
        writer.write(LogRow.heartbeat(offset++, START + spanMillis + TAIL.toMillis()));
        segments.add(writer.finish(offset));
    }

    private LogRow event(long i, long key, long offset) {
        long random = Mix.of(i ^ Long.MIN_VALUE);
        long back = Long.remainderUnsigned(random, DISORDER.toMillis());
        long time = START + (long) ((double) i / events * spanMillis) - back;
        time -= isLate(i) ? LATE.toMillis() : 0;
        GenericData.Record event = new GenericData.Record(SCHEMA);
        event.put(0, key);
        event.put(1, time);
        event.put(2, random >>> 44);
        return LogRow.event(offset, time, null, event);
    }

    private boolean isLate(long i) {
        return i >= events / 2 && Long.remainderUnsigned(Mix.of(-1 - i), 100) < latePercent;
    }

    private String root() {
        String late = latePercent == 0 ? "" : latePercent + "-late-";
        String name =
                "%d-events-%d-keys-%d-ms-%s%s"
                        .formatted(events, keys, spanMillis, late, WriterStamp.value());
        return "file://" + Path.of(directory).toAbsolutePath().normalize().resolve(name);
    }
}
