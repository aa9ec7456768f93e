package dev.sameriver.ordered;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for their turn, the next one in order first.
 *
 * <p>Most come in order: they are put behind one another. Only those that belong before the last of
 * these go into a heap. So what it costs to take the events before a time hangs on how many there
 * are, and not on how many stay.
 */
final class EventQueue {

    private final ArrayDeque<OrderedEvent<Object>> run = new ArrayDeque<>();
    private final PriorityQueue<OrderedEvent<Object>> others = new PriorityQueue<>();

    void add(OrderedEvent<Object> event) {
        OrderedEvent<Object> last = run.peekLast();
        if (last == null || last.compareTo(event) <= 0) {
            run.add(event);
        } else {
            others.add(event);
        }
    }

    /** The first event; null if there is none. */
    @Nullable OrderedEvent<Object> peek() {
        OrderedEvent<Object> first = run.peek();
        OrderedEvent<Object> other = others.peek();
        return first == null || (other != null && other.compareTo(first) < 0) ? other : first;
    }

    /** Takes the first event if it is before a time; null if it is not, or there is none. */
    @Nullable OrderedEvent<Object> pollBefore(long time) {
        OrderedEvent<Object> next = peek();
        if (next == null || next.time >= time) {
            return null;
        }
        return next == run.peek() ? run.poll() : others.poll();
    }

    int size() {
        return run.size() + others.size();
    }

    /** All events, in order; they stay. */
    List<OrderedEvent<Object>> inOrder() {
        List<OrderedEvent<Object>> all = new ArrayList<>(size());
        all.addAll(run);
        all.addAll(others);
        all.sort(Comparator.naturalOrder());
        return all;
    }
}
