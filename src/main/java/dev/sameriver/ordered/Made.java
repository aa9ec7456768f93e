package dev.sameriver.ordered;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a machine makes of one event or state, until it is known not to have failed on it. */
final class Made<R> implements Results<R> {

    private final boolean timed;
    private final List<OrderedEvent<R>> results = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    private @Nullable OrderedEvent<?> event;
    private long now;
    private int given;
    private boolean drops;

    /** An event that is refused, and why. */
    record Refused(OrderedEvent<?> event, String reason) {}

    /**
     * @param timed whether the machine holds events back
     */
    Made(boolean timed) {
        this.timed = timed;
    }

    /** Forgets all that was made before; an event is applied now. */
    void start(OrderedEvent<?> applied) {
        start(applied, applied.time);
    }

    /** Forgets all that was made before; a state expires now. */
    void start(long time) {
        start(null, time);
    }

    private void start(@Nullable OrderedEvent<?> applied, long time) {
        event = applied;
        now = time;
        results.clear();
        refused.clear();
        given = 0;
        drops = false;
    }

    @Override
    public void give(R result) {
        OrderedEvent<?> of = event;
        if (of == null) {
            throw new IllegalStateException(
                    "when a state expires there is no event to give a result of: place it");
        }
        if (given == OrderedEvent.MOST_RESULTS) {
            throw new IllegalStateException(
                    "a machine gives at most " + OrderedEvent.MOST_RESULTS + " results");
        }
        results.add(
                of.result(given++, Objects.requireNonNull(result, "a machine's result is null")));
    }

    @Override
    public void place(OrderedEvent<R> result) {
        if (result.time < now) {
            throw new IllegalStateException(
                    "a result is placed at "
                            + result.time
                            + " ms, but it is "
                            + now
                            + " ms already");
        }
        if (!timed && !result.position().equals(Objects.requireNonNull(event).position())) {
            throw new IllegalStateException("only a TimedMachine gives results of other events");
        }
        results.add(result);
    }

    @Override
    public void refuse(OrderedEvent<?> held, String reason) {
        if (!timed) {
            throw new IllegalStateException("only a TimedMachine refuses other events");
        }
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
