package dev.sameriver.operator;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * The three sums of a job. Every event is counted (some window counts it), late (none does) or dead
 * (it could not be decoded, or has no key), and never two of these. An event that the view's filter
 * leaves out, or that the run does not ask for, is in none of the three; how many these are is
 * counted beside them, as the job has read them too.
 *
 * <p>Flink's checkpoints keep nothing of a task that has ended. The source lets no task end before
 * all can, but a failure in the moment in which they do may still lose what some had counted. So
 * that it shows, each subtask of a new job counts beside its events a share of {@value #WHOLE},
 * with all that count in the job: of three 1,431,655,765 or one more; and only where no subtask's
 * counts are lost do the shares still add up, at whatever parallelism.
 */
public final class Tallies {

    /** Accumulator and metric: events that some window counts. */
    public static final String COUNTED = "counted";

    /** Accumulator and metric: events that no window counts. */
    public static final String LATE = "late";

    /** Accumulator and metric: events that could not be decoded or have no key. */
    public static final String DEAD = "dead";

    /** Accumulator and metric: events that were read, and left out as they are not asked for. */
    public static final String LEFT_OUT = "left-out";

    static final String SHARES = "shares";

    private static final long WHOLE = 1L << 32;

    private final Tally counted;
    private final Tally late;
    private final Tally dead;
    private final Tally leftOut;
    private final Tally shares;

    private Tallies(Tally counted, Tally late, Tally dead, Tally leftOut, Tally shares) {
        this.counted = counted;
        this.late = late;
        this.dead = dead;
        this.leftOut = leftOut;
        this.shares = shares;
    }

    /** The sums of an operator's state, if it has any. */
    public static Tallies restore(
            Share share,
            StateInitializationContext state,
            RuntimeContext context,
            MetricGroup metrics)
            throws Exception {
        OperatorStateStore states = state.getOperatorStateStore();
        Tallies tallies =
                new Tallies(
                        Tally.restore(COUNTED, states, context, metrics),
                        Tally.restore(LATE, states, context, metrics),
                        Tally.restore(DEAD, states, context, metrics),
                        Tally.restore(LEFT_OUT, states, context, metrics),
                        Tally.restore(SHARES, states, context, metrics));
        if (!state.isRestored()) {
            TaskInfo task = context.getTaskInfo();
            tallies.shares.add(
                    share.of(
                            WHOLE,
                            task.getIndexOfThisSubtask(),
                            task.getNumberOfParallelSubtasks()));
        }
        return tallies;
    }

    /**
     * Whether the three sums of a job that has ended hold all that it read.
     *
     * @param accumulators all of the job's, by name
     */
    public static boolean areWhole(Map<String, Object> accumulators) {
        return accumulators.get(SHARES) instanceof Long shares && shares == WHOLE;
    }

    /** Counts events that count. */
    public void counted(long events) {
        counted.add(events);
    }

    /** Counts an event that is late. */
    public void late() {
        late.add(1);
    }

    /** Counts an event that is dead. */
    public void dead() {
        dead.add(1);
    }

    /** Counts events that are not asked for. */
    public void leftOut(long events) {
        leftOut.add(events);
    }

    /** Counts as dead an event that was counted before. */
    public void refused() {
        counted.add(-1);
        dead.add(1);
    }

    /** Puts the sums into the state. */
    public void snapshot() throws Exception {
        for (Tally tally : List.of(counted, late, dead, leftOut, shares)) {
            tally.snapshot();
        }
    }
}
