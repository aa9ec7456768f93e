package dev.sameriver.source;

import dev.sameriver.archive.Segment;
import java.io.Serializable;
import java.util.Set;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a run asks for of a log. What lies outside may be read all the same, and is where leaving it
 * out saves nothing: whoever asks looks at each event again. Times and clocks of events that are
 * read do not depend on what was left out.
 *
 * <p>Example: of a log with a segment for each month, {@code between(2001-02-10, 2001-02-12)} reads
 * February's, and of that, with a condition on a column, only the row groups that can hold it.
 *
 * @param from events before this many milliseconds since 1970-01-01T00:00Z need not be read
 * @param to nor events at or after this
 * @param partitions nor those of other partitions; null for all
 * @param condition nor those for which this does not hold; its columns are those of a segment's
 *     file, as in {@code event.origin}; null for none
 * @param onlyDead whether nothing but dead records is asked for
 */
public record ReadScope(
        long from,
        long to,
        @Nullable Set<Integer> partitions,
        @Nullable FilterPredicate condition,
        boolean onlyDead)
        implements Serializable {

    /** The whole log. */
    public static final ReadScope ALL = between(Long.MIN_VALUE, Long.MAX_VALUE);

    /** The events of a range of time. */
    public static ReadScope between(long from, long to) {
        return new ReadScope(from, to, null, null, false);
    }

    /** The dead records of some partitions; null for all. */
    public static ReadScope dead(@Nullable Set<Integer> partitions) {
        return new ReadScope(Long.MIN_VALUE, Long.MAX_VALUE, partitions, null, true);
    }

    /** Whether a partition is asked for. */
    public boolean hasPartition(int partition) {
        return partitions == null || partitions.contains(partition);
    }

    /**
     * Whether a segment holds nothing that is asked for. A dead record has no time, and is asked
     * for whatever the range is.
     */
    public boolean skips(Segment segment) {
        if (!hasPartition(segment.partition())) {
            return true;
        }
        Long min = segment.minTime();
        Long max = segment.maxTime();
        boolean isOutside = min == null || max == null || max < from || min >= to;
        return segment.dead() == 0 && (onlyDead || isOutside);
    }
}
