package dev.sameriver.run;

import dev.sameriver.operator.Combiner;
import dev.sameriver.operator.Tallies;
import java.util.Map;

/**
 * What became of the events that a job read: each is counted, late or dead, or left out by the
 * view's filter.
 *
 * @param position the greatest event time read so far, in milliseconds since 1970-01-01T00:00Z;
 *     {@link Long#MIN_VALUE} if there is none
 */
public record Sums(long counted, long late, long dead, long leftOut, long position) {

    /** Reads a job's accumulators. */
    public static Sums of(Map<String, Object> accumulators) {
        return new Sums(
                value(accumulators, Tallies.COUNTED, 0),
                value(accumulators, Tallies.LATE, 0),
                value(accumulators, Tallies.DEAD, 0),
                value(accumulators, Tallies.LEFT_OUT, 0),
                value(accumulators, Combiner.POSITION, Long.MIN_VALUE));
    }

    /**
     * Reads the accumulators of a replay that has ended.
     *
     * @throws IllegalStateException if not all that it read is in its sums
     */
    static Sums ofAll(Map<String, Object> accumulators) {
        if (!Tallies.areWhole(accumulators)) {
            throw new IllegalStateException(
                    "A replay must say what became of every event, but a task failed while the"
                            + " replay was ending, and the counts of others were lost with it: its"
                            + " rows are complete; run it again for the sums.");
        }
        return of(accumulators);
    }

    /** Events read, also those that are left out. */
    public long read() {
        return counted + late + dead + leftOut;
    }

    private static long value(Map<String, Object> accumulators, String name, long otherwise) {
        return accumulators.get(name) instanceof Long value ? value : otherwise;
    }
}
