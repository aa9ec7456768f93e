package dev.sameriver.archive;

import java.io.IOException;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Counts a segment's rows anew and compares them with what the manifest says.
 *
 * <p>They are counted column by column where that is possible. Only a segment in which something is
 * found then is read again row by row, which says to the row what it is.
 */
final class SegmentTally {

    private long rows;
    private long events;
    private long dead;
    private long least = Long.MAX_VALUE;
    private long greatest = Long.MIN_VALUE;

    /** What differs; null if nothing does. */
    static @Nullable String difference(LogArchive archive, Segment segment) throws IOException {
        Schema written = archive.schemas().get(segment.schema());
        EventColumns columns = EventColumns.of(written, written, null);
        SegmentFile.In file = new SegmentFile.In(archive.files(), segment.path(), segment.bytes());
        if (!SegmentColumns.canRead(columns)) {
            return byRows(archive, segment, columns, file);
        }
        String found = byColumns(archive, segment, columns, file);
        if (found == null) {
            return null;
        }
        String exact = byRows(archive, segment, columns, file);
        return exact == null ? found : exact;
    }

    private static @Nullable String byColumns(
            LogArchive archive, Segment segment, EventColumns columns, SegmentFile.In file)
            throws IOException {
        SegmentTally tally = new SegmentTally();
        try (TallyColumns read =
                TallyColumns.open(file, segment, columns, archive.files().configuration())) {
            read.into(tally);
        } catch (CorruptSegmentException e) {
            return e.getMessage();
        }
        return tally.difference(segment);
    }

    private static @Nullable String byRows(
            LogArchive archive, Segment segment, EventColumns columns, SegmentFile.In file)
            throws IOException {
        SegmentTally tally = new SegmentTally();
        try (SegmentReader reader =
                SegmentReader.open(
                        file,
                        segment,
                        columns,
                        segment.firstOffset(),
                        archive.files().configuration(),
                        true)) {
            for (LogRow row = reader.next(); row != null; row = reader.next()) {
                tally.add(row.kind(), row.time());
            }
        } catch (CorruptSegmentException e) {
            return e.getMessage();
        }
        return tally.difference(segment);
    }

    /** Counts a row; a dead one's time means nothing. */
    void add(RecordKind kind, long time) {
        rows++;
        if (kind == RecordKind.DEAD) {
            dead++;
            return;
        }
        events += kind == RecordKind.EVENT ? 1 : 0;
        least = Math.min(least, time);
        greatest = Math.max(greatest, time);
    }

    private @Nullable String difference(Segment segment) {
        if (rows != segment.rows() || events != segment.events() || dead != segment.dead()) {
            return "it holds %d rows, %d events and %d dead ones, but the manifest lists %d, %d and %d"
                    .formatted(
                            rows, events, dead, segment.rows(), segment.events(), segment.dead());
        }
        Long min = rows == dead ? null : (Long) least;
        Long max = rows == dead ? null : (Long) greatest;
        if (!Objects.equals(min, segment.minTime()) || !Objects.equals(max, segment.maxTime())) {
            return "its times go from %s to %s, but the manifest lists %s to %s"
                    .formatted(min, max, segment.minTime(), segment.maxTime());
        }
        return null;
    }
}
