package dev.sameriver.ordered;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
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
        return first().peek();
    }

    /** Takes the first event if it is before a time; null if it is not, or there is none. */
    @Nullable OrderedEvent<Object> pollBefore(long time) {
        Queue<OrderedEvent<Object>> first = first();
        OrderedEvent<Object> next = first.peek();
        return next == null || next.time >= time ? null : first.poll();
    }

    /** The one of the two that has the first event, if there is any. */
    private Queue<OrderedEvent<Object>> first() {
        OrderedEvent<Object> next = run.peek();
        OrderedEvent<Object> other = others.peek();
        return next == null || (other != null && other.compareTo(next) < 0) ? others : run;
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
