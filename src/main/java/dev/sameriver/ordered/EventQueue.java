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
 * <p>Of an input, most come in order: they are put behind one another. Only those that belong
 * before the last of these go into a heap. So what it costs to take the events before a time hangs
 * on how many there are, and not on how many stay. Most keys have none most of the time: then
 * nothing is held.
 */
final class EventQueue {

    /** By input, as far as there are any. */
    private final List<InputQueue> inputs = new ArrayList<>(0);

    private int size;

    private record InputQueue(
            ArrayDeque<OrderedEvent<Object>> run, PriorityQueue<OrderedEvent<Object>> others) {

        void add(OrderedEvent<Object> event) {
            OrderedEvent<Object> last = run.peekLast();
            if (last == null || last.compareTo(event) <= 0) {
                run.add(event);
            } else {
                others.add(event);
            }
        }

        /** The one of the two that has the first event, if there is any. */
        Queue<OrderedEvent<Object>> first() {
            OrderedEvent<Object> other = others.peek();
            if (other == null) {
                return run;
            }
            OrderedEvent<Object> next = run.peek();
            return next == null || other.compareTo(next) < 0 ? others : run;
        }
    }

    void add(OrderedEvent<Object> event) {
        while (inputs.size() <= event.input) {
            inputs.add(new InputQueue(new ArrayDeque<>(4), new PriorityQueue<>(4)));
        }
        inputs.get(event.input).add(event);
        size++;
    }

    /** The first event; null if there is none. */
    @Nullable OrderedEvent<Object> peek() {
        Queue<OrderedEvent<Object>> first = first();
        return first == null ? null : first.peek();
    }

    /** Takes the first event if it is before a time; null if it is not, or there is none. */
    @Nullable OrderedEvent<Object> pollBefore(long time) {
        Queue<OrderedEvent<Object>> first = first();
        OrderedEvent<Object> next = first == null ? null : first.peek();
        if (first == null || next == null || next.time >= time) {
            return null;
        }
        first.poll();
        size--;
        if (size == 0) {
            inputs.clear();
        }
        return next;
    }

    /** What has the first event of all; null if there is none. */
    private @Nullable Queue<OrderedEvent<Object>> first() {
        Queue<OrderedEvent<Object>> first = null;
        OrderedEvent<Object> least = null;
        for (int i = 0; i < inputs.size(); i++) {
            Queue<OrderedEvent<Object>> queue = inputs.get(i).first();
            OrderedEvent<Object> next = queue.peek();
            if (next != null && (least == null || next.compareTo(least) < 0)) {
                first = queue;
                least = next;
            }
        }
        return first;
    }

    int size() {
        return size;
    }

    /** All events, in order; they stay. */
    List<OrderedEvent<Object>> inOrder() {
        List<OrderedEvent<Object>> all = new ArrayList<>(size);
        for (InputQueue input : inputs) {
            all.addAll(input.run());
            all.addAll(input.others());
        }
        all.sort(Comparator.naturalOrder());
        return all;
    }
}
