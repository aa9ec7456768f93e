package dev.sameriver.operator;

import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.metrics.MetricGroup;

/**
 * The three sums of a job. Every event is counted (some window counts it), late (none does) or dead
 * (it could not be decoded, or has no key), and never two of these.
 */
public final class Tallies {

    /** Accumulator and metric: events that some window counts. */
    public static final String COUNTED = "counted";

    /** Accumulator and metric: events that no window counts. */
    public static final String LATE = "late";

    /** Accumulator and metric: events that could not be decoded or have no key. */
    public static final String DEAD = "dead";

    private final Tally counted;
    private final Tally late;
    private final Tally dead;

    private Tallies(Tally counted, Tally late, Tally dead) {
        this.counted = counted;
        this.late = late;
        this.dead = dead;
    }

    static Tallies restore(OperatorStateStore states, RuntimeContext context, MetricGroup metrics)
            throws Exception {
        return new Tallies(
                Tally.restore(COUNTED, states, context, metrics),
                Tally.restore(LATE, states, context, metrics),
                Tally.restore(DEAD, states, context, metrics));
    }

    void counted(long events) {
        counted.add(events);
    }

    void late() {
        late.add(1);
    }

    void dead() {
        dead.add(1);
    }

    void snapshot() throws Exception {
        for (Tally tally : List.of(counted, late, dead)) {
            tally.snapshot();
        }
    }
}
