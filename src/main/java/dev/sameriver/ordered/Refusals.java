package dev.sameriver.ordered;

import dev.sameriver.log.Event;
import dev.sameriver.operator.Share;
import dev.sameriver.operator.SideRows;
import dev.sameriver.operator.Tallies;
import dev.sameriver.view.ViewRow;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.jspecify.annotations.Nullable;

/**
 * Events that are refused after they were counted: by a machine, or by a column or key of what it
 * makes of them. They go to the dead letters.
 *
 * <p>In the sums, one that the first machine or its columns refuse is dead, and no longer counted.
 * One of which a result is refused later stays counted: only the metric {@code refused} tells.
 */
final class Refusals {

    private static final String REFUSED = "refused";

    private final @Nullable Tallies tallies;
    private final String step;
    private final List<String> logs;
    private final Counter refused;

    private @Nullable OrderedEvent<?> last;

    private Refusals(@Nullable Tallies tallies, String step, List<String> logs, Counter refused) {
        this.tallies = tallies;
        this.step = step;
        this.logs = logs;
        this.refused = refused;
    }

    /**
     * @param share in the sums of the job; null where the sums stay as they are
     * @param step the name of the step that refuses
     */
    static Refusals restore(
            @Nullable Share share,
            String step,
            List<String> logs,
            StateInitializationContext state,
            RuntimeContext context,
            MetricGroup metrics)
            throws Exception {
        Tallies tallies = share == null ? null : Tallies.restore(share, state, context, metrics);
        return new Refusals(tallies, step, logs, metrics.counter(REFUSED));
    }

    /** Refuses what was to be applied; gives its row of the dead letters. */
    ViewRow refuse(OrderedEvent<?> event, String reason) {
        refused.inc();
        if (tallies != null) {
            tallies.refused();
        }
        return row(event, reason);
    }

    /** Refuses a result; the event is counted once, as its results follow each other. */
    ViewRow refuseResult(OrderedEvent<?> result, String reason) {
        refused.inc();
        if (tallies != null && (last == null || !last.isOfSameEvent(result))) {
            tallies.refused();
        }
        last = result;
        return row(result, reason);
    }

    private ViewRow row(OrderedEvent<?> event, String reason) {
        return SideRows.dead(
                logs.get(event.log),
                Event.of(
                                event.generation,
                                event.partition,
                                event.offset,
                                event.time,
                                event.clock,
                                event.value)
                        .asDead(reason),
                step,
                event.number);
    }

    void snapshot() throws Exception {
        if (tallies != null) {
            tallies.snapshot();
        }
    }
}
