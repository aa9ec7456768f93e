package dev.sameriver.ordered;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives events their causal time, once those that they name have theirs; see {@link Causes}.
 *
 * <p>It is given a key's events in the order of their own time. When it is given one of time t, all
 * before t are known, and causal times are never before the time at which they are found: so what
 * it gives is never behind the watermark, and the machine behind it applies it in its order. A turn
 * costs time in proportion to the events of the key that wait.
 */
public final class CausalMachine<T> implements TimedMachine<Causal<T>, T, T> {

    private final Causes<T> causes;
    private final List<String> logs;

    /**
     * @param logs the names of the view's logs, by number
     */
    public CausalMachine(Causes<T> causes, List<String> logs) {
        this.causes = causes;
        this.logs = List.copyOf(logs);
    }

    @Override
    public @Nullable Causal<T> apply(
            @Nullable Causal<T> state, OrderedEvent<T> event, Results<T> results) {
        Turn turn = new Turn(state, event.time, results);
        turn.take(event);
        return turn.state();
    }

    /** When the first event that waits is overdue, or else when all ids are forgotten. */
    @Override
    public long expiry(Causal<T> state) {
        return state.waiting().isEmpty()
                ? causes.forgotten(state.applied().newest())
                : causes.latest(state.waiting().get(0).time) + 1;
    }

    @Override
    public @Nullable Causal<T> expire(Causal<T> state, long time, Results<T> results) {
        if (state.waiting().isEmpty()) {
            return null;
        }
        long end = expiry(state);
        Turn turn = new Turn(state, time, results);
        turn.refuseOverdue(end);
        Causal<T> next = turn.state();
        // Ids that only those which waited could name are forgotten with them.
        return next == null || expiry(next) <= end ? null : next;
    }

    /** What happens at one time. */
    private final class Turn {

        private final long now;
        private final Results<T> results;
        private final List<OrderedEvent<T>> waiting;
        private Applied applied;

        private Turn(@Nullable Causal<T> state, long now, Results<T> results) {
            this.now = now;
            this.results = results;
            applied = state == null ? Applied.NOTHING : state.applied();
            waiting = state == null ? new ArrayList<>() : new ArrayList<>(state.waiting());
        }

        private @Nullable Causal<T> state() {
            return waiting.isEmpty() && applied.parts().isEmpty()
                    ? null
                    : new Causal<>(applied, waiting);
        }

        private void take(OrderedEvent<T> event) {
            // One that needs an id and has none is refused before it waits.
            names(event);
            if (!isReady(event)) {
                waiting.add(event);
                return;
            }
            Deque<OrderedEvent<T>> ready = new ArrayDeque<>();
            ready.add(timed(event));
            while (!ready.isEmpty()) {
                settle(ready.remove(), ready);
            }
        }

        /** Gives an event, and adds to {@code ready} those that need wait no more. */
        private void settle(OrderedEvent<T> event, Deque<OrderedEvent<T>> ready) {
            results.place(event);
            List<String> names = names(event);
            for (String name : names) {
                applied = applied.with(name, event.time, causes.needed(now));
            }
            Iterator<OrderedEvent<T>> others = waiting.iterator();
            while (others.hasNext()) {
                OrderedEvent<T> other = others.next();
                boolean named = !Collections.disjoint(causes.named(other.value), names);
                if (named && isReady(other)) {
                    others.remove();
                    ready.add(timed(other));
                }
            }
        }

        private List<String> names(OrderedEvent<T> event) {
            return causes.names(event, logs.get(event.log));
        }

        private void refuseOverdue(long end) {
            while (!waiting.isEmpty() && causes.latest(waiting.get(0).time) < end) {
                OrderedEvent<T> event = waiting.remove(0);
                results.refuse(event, causes.overdue(missing(event)));
            }
        }

        private List<String> missing(OrderedEvent<T> event) {
            return causes.named(event.value).stream()
                    .filter(cause -> !isKnown(cause, event))
                    .distinct()
                    .toList();
        }

        private boolean isReady(OrderedEvent<T> event) {
            for (String cause : causes.named(event.value)) {
                if (!isKnown(cause, event)) {
                    return false;
                }
            }
            return true;
        }

        private boolean isKnown(String cause, OrderedEvent<T> event) {
            Long time = applied.time(cause);
            return time != null
                    && time >= causes.earliest(event.time)
                    && time < causes.latest(event.time);
        }

        /** An event that is ready, at its causal time. */
        private OrderedEvent<T> timed(OrderedEvent<T> event) {
            long latest = event.time;
            for (String cause : causes.named(event.value)) {
                Long time = applied.time(cause);
                latest = time == null ? latest : Math.max(latest, time + 1);
            }
            return event.at(latest);
        }
    }
}
