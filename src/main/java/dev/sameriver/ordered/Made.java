package dev.sameriver.ordered;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a machine makes of one event, until it is known not to have failed on it. */
final class Made<R> implements HoldingMachine.Places<R> {

    private final List<OrderedEvent<R>> results = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private @Nullable OrderedEvent<?> event;
    private boolean drops;

    /** An event that is refused, and why. */
    record Refused(OrderedEvent<?> event, String reason) {}

    /**
     * Forgets all that was made before.
     *
     * @param of what results are made of that have no place of their own; null if there are none
     */
    void start(@Nullable OrderedEvent<?> of) {
        event = of;
        results.clear();
        refused.clear();
        drops = false;
    }

    @Override
    public void give(R result) {
        if (results.size() == OrderedEvent.MOST_RESULTS) {
            throw new IllegalStateException(
                    "a machine gives at most " + OrderedEvent.MOST_RESULTS + " results");
        }
        OrderedEvent<?> of = Objects.requireNonNull(event, "there is no event");
        results.add(of.result(results.size(), result));
    }

    @Override
    public void place(OrderedEvent<R> result) {
        results.add(result);
    }

    @Override
    public void refuse(OrderedEvent<?> held, String reason) {
        refused.add(new Refused(held, reason));
    }

    @Override
    public void drop() {
        drops = true;
    }

    List<OrderedEvent<R>> results() {
        return results;
    }

    List<Refused> refused() {
        return refused;
    }

    boolean drops() {
        return drops;
    }
}
