package dev.sameriver.archive;

import java.io.IOException;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Counts a segment's rows anew and compares them with what the manifest says. */
final class SegmentTally {

    private SegmentTally() {}

    /** What differs; null if nothing does. */
    static @Nullable String difference(LogArchive archive, Segment segment) throws IOException {
        Schema written = archive.schemas().get(segment.schema());
        long rows = 0;
        long events = 0;
        long dead = 0;
        Long least = null;
        Long greatest = null;
        SegmentFile.In file = new SegmentFile.In(archive.files(), segment.path(), segment.bytes());
        try (SegmentReader reader =
                SegmentReader.open(
                        file,
                        segment,
                        EventColumns.of(written, written, null),
                        segment.firstOffset(),
                        archive.files().configuration(),
                        true)) {
            for (LogRow row = reader.next(); row != null; row = reader.next()) {
                rows++;
                if (row.kind() == RecordKind.DEAD) {
                    dead++;
                    continue;
                }
                events += row.kind() == RecordKind.EVENT ? 1 : 0;
                least = least == null ? row.time() : Math.min(least, row.time());
                greatest = greatest == null ? row.time() : Math.max(greatest, row.time());
            }
        } catch (CorruptSegmentException e) {
            return e.getMessage();
        }
        if (rows != segment.rows() || events != segment.events() || dead != segment.dead()) {
            return "it holds %d rows, %d events and %d dead ones, but the manifest lists %d, %d and %d"
                    .formatted(
                            rows, events, dead, segment.rows(), segment.events(), segment.dead());
        }
        if (!Objects.equals(least, segment.minTime())
                || !Objects.equals(greatest, segment.maxTime())) {
            return "its times go from %s to %s, but the manifest lists %s to %s"
                    .formatted(least, greatest, segment.minTime(), segment.maxTime());
        }
        return null;
    }
}
