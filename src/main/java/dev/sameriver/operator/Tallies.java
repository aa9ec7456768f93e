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
 * (it could not be decoded, or has no key), and never two of these.
 *
 * <p>Flink's checkpoints keep nothing of a task that has ended. The source lets no task end before
 * all can, but a failure in the moment in which they do may still lose what some had counted. So
 * that it shows, each subtask of a new job counts beside its events a share of {@value #WHOLE}: of
 * three 1,431,655,765 or one more; and only where no subtask's counts are lost do the shares still
 * add up, at whatever parallelism.
 */
public final class Tallies {

    /** Accumulator and metric: events that some window counts. */
    public static final String COUNTED = "counted";

    /** Accumulator and metric: events that no window counts. */
    public static final String LATE = "late";

    /** Accumulator and metric: events that could not be decoded or have no key. */
    public static final String DEAD = "dead";

    static final String SHARES = "shares";

    private static final long WHOLE = 1L << 32;

    private final Tally counted;
    private final Tally late;
    private final Tally dead;
    private final Tally shares;

    private Tallies(Tally counted, Tally late, Tally dead, Tally shares) {
        this.counted = counted;
        this.late = late;
        this.dead = dead;
        this.shares = shares;
    }

    static Tallies restore(
            StateInitializationContext state, RuntimeContext context, MetricGroup metrics)
            throws Exception {
        OperatorStateStore states = state.getOperatorStateStore();
        Tallies tallies =
                new Tallies(
                        Tally.restore(COUNTED, states, context, metrics),
                        Tally.restore(LATE, states, context, metrics),
                        Tally.restore(DEAD, states, context, metrics),
                        Tally.restore(SHARES, states, context, metrics));
        if (!state.isRestored()) {
            tallies.shares.add(share(context.getTaskInfo()));
        }
        return tallies;
    }

    private static long share(TaskInfo task) {
        long subtask = task.getIndexOfThisSubtask();
        long subtasks = task.getNumberOfParallelSubtasks();
        return WHOLE * (subtask + 1) / subtasks - WHOLE * subtask / subtasks;
    }

    /**
     * Whether the three sums of a job that has ended hold all that it read.
     *
     * @param accumulators all of the job's, by name
     */
    public static boolean areWhole(Map<String, Object> accumulators) {
        return accumulators.get(SHARES) instanceof Long shares && shares == WHOLE;
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
        for (Tally tally : List.of(counted, late, dead, shares)) {
            tally.snapshot();
        }
    }
}
