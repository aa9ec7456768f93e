package dev.sameriver.ingest;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.Segment;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds that rows were imported before, by what the manifest says of their segments: if each of the
 * new ones has a twin in its partition, with as many events and dead rows, from the same time to
 * the same time, the files are the same.
 */
final class ImportedBefore {

    private ImportedBefore() {}

    private record Twin(
            int partition, long events, long dead, @Nullable Long minTime, @Nullable Long maxTime) {

        static Twin of(Segment segment) {
            return new Twin(
                    segment.partition(),
                    segment.events(),
                    segment.dead(),
                    segment.minTime(),
                    segment.maxTime());
        }
    }

    /**
     * @throws UserError if the log has them all, and there is an event among them
     */
    static void refuse(LogArchive log, List<Segment> segments, String root) throws IOException {
        Set<Twin> held =
                log.manifest().segments().stream().map(Twin::of).collect(Collectors.toSet());
        long events = segments.stream().mapToLong(Segment::events).sum();
        if (events == 0 || !segments.stream().map(Twin::of).allMatch(held::contains)) {
            return;
        }
        throw new UserError(
                "Files are imported into a log once, but log %s in %s has these rows already (events=%d, of %s to %s): choose another --archive, or say --again to have them twice."
                        .formatted(
                                log.definition().name(),
                                root,
                                events,
                                Instant.ofEpochMilli(least(segments)),
                                Instant.ofEpochMilli(greatest(segments))));
    }

    private static long least(List<Segment> segments) {
        return segments.stream()
                .map(Segment::minTime)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .min()
                .orElseThrow();
    }

    private static long greatest(List<Segment> segments) {
        return segments.stream()
                .map(Segment::maxTime)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
    }
}
