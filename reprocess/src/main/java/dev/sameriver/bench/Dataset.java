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
import org.apache.hadoop.conf.Configuration;

/**
 * The data that all systems read: logs in an archive on local files, made once and used again.
 *
 * <p>It follows from its numbers alone, and from how segments are written, which its folder's name
 * tells too. An event's key decides its partition, and each partition ends with a heartbeat that
 * lies {@link #TAIL} behind the span, so that all windows up to that size are final.
 *
 * <p>Late readings are a day behind, so that they are late for every window of a bench, and however
 * far one partition is ahead of another. All are in the second half, when every clock has moved on.
 *
 * @param directory where data sets are kept
 * @param work which logs there are
 * @param events of the first log, 1 or more
 * @param keys 1 or more
 * @param spanMillis the events' length in event time, 1000 or more
 * @param latePercent how many of a hundred readings of the second half are late, 0 or more
 */
public record Dataset(
        String directory, BenchWork work, long events, int keys, long spanMillis, int latePercent) {

    /** How far an event may lie behind the latest one of its partition. */
    public static final Duration DISORDER = Duration.ofSeconds(1);

    static final Duration TAIL = Duration.ofHours(2);

    public static final String LOG = "readings";

    /** The log of versions that {@link #LOG} is joined with. */
    public static final String RATES = "rates";

    /** The schema of {@link #LOG}. */
    public static final Schema SCHEMA = ReadingLog.SCHEMA;

    private static final int PARTITIONS = 4;
    private static final long SEGMENT_ROWS = 500_000;
    private static final long START = 1_767_225_600_000L; // 2026-01-01T00:00Z

    /** Settings with the archive's address. */
    @JsonIgnore
    public Settings settings() {
        return Settings.of(Map.of(Settings.ARCHIVE, archive()));
    }

    /** The address of the folder with all files of a log. */
    public String segments(String log) {
        return archive() + "/" + log + "/segments";
    }

    /** The time at which the {@code i}th of a number of events stands that are spread evenly. */
    long timeAt(long i, long of) {
        return START + (long) ((double) i / of * spanMillis);
    }

    /** Makes the data if it is not there; what an interrupted run left does not count. */
    public void make() throws IOException {
        for (BenchLog log : work.logs()) {
            make(log);
        }
    }

    private void make(BenchLog log) throws IOException {
        LogDefinition definition =
                LogDefinition.of(
                        log.name(), PARTITIONS, log.timeColumn(), log.keyColumn(), null, "");
        LogArchive archive =
                LogArchive.create(archive(), new Configuration(), definition, log.schema());
        if (!archive.manifest().segments().isEmpty()) {
            return;
        }
        List<Segment> segments = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            write(archive, log, partition, segments);
        }
        archive.commit(segments);
    }

    private void write(LogArchive archive, BenchLog log, int partition, List<Segment> segments)
            throws IOException {
        SegmentWriter writer = archive.writer(0, partition, 0, Clock.NONE, log.schema());
        long offset = 0;
        long count = log.count(this);
        for (long i = 0; i < count; i++) {
            if (Long.remainderUnsigned(log.key(this, i), PARTITIONS) != partition) {
                continue;
            }
            if (writer.rows() == SEGMENT_ROWS) {
                long greatest = writer.greatest();
                segments.add(writer.finish(offset));
                writer = archive.writer(0, partition, offset, greatest, log.schema());
            }
            writer.write(LogRow.event(offset++, log.time(this, i), null, log.event(this, i)));
        }
        writer.write(LogRow.heartbeat(offset++, START + spanMillis + TAIL.toMillis()));
        segments.add(writer.finish(offset));
    }

    /** The archive's address. */
    public String archive() {
        String late = latePercent == 0 ? "" : latePercent + "-late-";
        String name =
                "%s%d-events-%d-keys-%d-ms-%s%s"
                        .formatted(
                                work.folder(), events, keys, spanMillis, late, WriterStamp.value());
        return "file://" + Path.of(directory).toAbsolutePath().normalize().resolve(name);
    }
}
