package dev.sameriver.table;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.RecordKind;
import dev.sameriver.archive.Segment;
import dev.sameriver.archive.SegmentReader;
import dev.sameriver.log.Clock;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a table's rows must be, from the rules of the log alone: every row read, in order. */
final class NaiveRows {

    private NaiveRows() {}

    /** One event, and what the log says of it. */
    record Found(int partition, long offset, Instant time, @Nullable Instant clock, Object origin) {

        boolean isLate() {
            return clock != null && time.isBefore(clock);
        }

        /** As Flink prints it. */
        @Override
        public String toString() {
            return "+I[" + partition + ", " + offset + ", " + time + ", " + clock + ", " + isLate()
                    + ", " + origin + "]";
        }
    }

    static List<String> of(LogArchive archive, long bound, Predicate<Found> wanted)
            throws IOException {
        List<String> rows = new ArrayList<>();
        for (int partition = 0; partition < archive.definition().partitions(); partition++) {
            long greatest = Clock.NONE;
            for (Segment segment : archive.manifest().segments(partition)) {
                try (SegmentReader reader = archive.open(segment, List.of("origin"), 0)) {
                    for (LogRow row = reader.next(); row != null; row = reader.next()) {
                        if (row.kind() == RecordKind.EVENT && row.event() != null) {
                            Found found =
                                    new Found(
                                            partition,
                                            row.offset(),
                                            Instant.ofEpochMilli(row.time()),
                                            greatest == Clock.NONE
                                                    ? null
                                                    : Instant.ofEpochMilli(greatest - bound),
                                            row.event().get("origin"));
                            if (wanted.test(found)) {
                                rows.add(found.toString());
                            }
                        }
                        greatest = Math.max(greatest, row.time());
                    }
                }
            }
        }
        rows.sort(null);
        return rows;
    }
}
