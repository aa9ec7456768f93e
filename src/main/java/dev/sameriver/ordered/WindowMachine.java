package dev.sameriver.ordered;

import dev.sameriver.view.JoinedIn;
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.SliceMath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ListTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Joins events of input 0, the left ones, with those of input 1 in each window that they share.
 *
 * <p>In windows of an hour, a left event at 10:05 meets right ones from 10:00 to 10:59:59.999. A
 * pair is given when the later of the two is applied; the events of a window that has those of one
 * side only are given when it ends. An event waits until its last window ends.
 */
public final class WindowMachine<L, R>
        implements TimedMachine<WindowState, Object, JoinedIn<L, R>> {

    private final AlignedWindows windows;
    private final JoinKind kind;

    private transient @Nullable SliceMath math;

    public WindowMachine(AlignedWindows windows, JoinKind kind) {
        this.windows = windows;
        this.kind = kind;
    }

    /** The type of the state. */
    public static TypeInformation<WindowState> state(TypeInformation<OrderedEvent<Object>> events) {
        return Types.POJO(
                WindowState.class,
                Map.of("window", Types.LONG, "events", new ListTypeInfo<>(events)));
    }

    /**
     * @throws IllegalArgumentException if the event has more than 65,536 windows and pairs
     */
    @Override
    public WindowState apply(
            @Nullable WindowState before,
            OrderedEvent<Object> event,
            Results<JoinedIn<L, R>> results) {
        List<OrderedEvent<Object>> others = before == null ? List.of() : before.events();
        long slice = math().sliceOf(event.time);
        long first = math().firstWindow(slice);
        long last = math().lastWindow(slice);
        long given = math().windows(first, last);
        requireFew(given);
        for (long window = first; window <= last; window = math().nextWindow(window)) {
            if (!math().isWindow(window)) {
                continue;
            }
            long start = math().instant(math().startOfWindow(window));
            for (OrderedEvent<Object> other : others) {
                if (other.input != event.input && other.time >= start) {
                    requireFew(++given);
                    results.give(joined(window, other, event));
                }
            }
        }
        List<OrderedEvent<Object>> next = new ArrayList<>(others.size() + 1);
        next.addAll(others);
        next.add(event);
        return new WindowState(before == null ? windowFrom(first) : before.window(), next);
    }

    @Override
    public long expiry(WindowState state) {
        return math().instant(state.window());
    }

    /** Closes all windows that end at this moment: where a wall clock skips time, several do. */
    @Override
    public @Nullable WindowState expire(
            WindowState state, long time, Results<JoinedIn<L, R>> results) {
        long end = expiry(state);
        WindowState left = state;
        while (left != null && expiry(left) == end) {
            giveAlone(left.window(), left.events(), time, results);
            left = behind(left.window(), left.events());
        }
        return left;
    }

    /** What is left of a key's events behind a window. */
    private @Nullable WindowState behind(long window, List<OrderedEvent<Object>> events) {
        List<OrderedEvent<Object>> next = new ArrayList<>(events.size());
        for (OrderedEvent<Object> event : events) {
            if (math().lastWindow(math().sliceOf(event.time)) > window) {
                next.add(event);
            }
        }
        return next.isEmpty()
                ? null
                : new WindowState(
                        windowFrom(Math.max(math().nextWindow(window), firstWindow(next.get(0)))),
                        next);
    }

    /** Events whose last window is over are not held: all others before its end are in it. */
    private void giveAlone(
            long window,
            List<OrderedEvent<Object>> events,
            long time,
            Results<JoinedIn<L, R>> results) {
        long end = math().instant(window);
        List<OrderedEvent<Object>> inside = new ArrayList<>();
        boolean alone = true;
        for (OrderedEvent<Object> event : events) {
            if (event.time < end) {
                inside.add(event);
                alone &= event.input == inside.get(0).input;
            }
        }
        for (OrderedEvent<Object> event : inside) {
            if (alone && kind.keeps(event)) {
                results.place(
                        event.result(number(window, event), time, joined(window, event, null)));
            }
        }
    }

    /** Numbers for windows go down from the last one, as those for pairs go up from the first. */
    private int number(long window, OrderedEvent<Object> event) {
        return OrderedEvent.MOST_RESULTS - (int) math().windows(firstWindow(event), window);
    }

    private long firstWindow(OrderedEvent<Object> event) {
        return math().firstWindow(math().sliceOf(event.time));
    }

    /** The first window that ends at or behind this one: where time is skipped, some are none. */
    private long windowFrom(long first) {
        long window = first;
        while (!math().isWindow(window)) {
            window = math().nextWindow(window);
        }
        return window;
    }

    private JoinedIn<L, R> joined(
            long window, OrderedEvent<Object> one, @Nullable OrderedEvent<Object> other) {
        boolean isLeft = one.input == JoinKind.LEFT_INPUT;
        Object second = other == null ? null : other.value;
        return new JoinedIn<>(
                Instant.ofEpochMilli(math().instant(math().startOfWindow(window))),
                Instant.ofEpochMilli(math().instant(window)),
                side(isLeft ? one.value : second),
                side(isLeft ? second : one.value));
    }

    @SuppressWarnings("unchecked")
    private static <V> @Nullable V side(@Nullable Object value) {
        return (V) value;
    }

    private static void requireFew(long results) {
        if (results > OrderedEvent.MOST_RESULTS) {
            throw new IllegalArgumentException(
                    "an event has at most "
                            + OrderedEvent.MOST_RESULTS
                            + " windows and pairs with others");
        }
    }

    private SliceMath math() {
        SliceMath known = math;
        if (known == null) {
            known = windows.math();
            math = known;
        }
        return known;
    }
}
