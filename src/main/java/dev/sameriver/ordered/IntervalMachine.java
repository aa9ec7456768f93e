package dev.sameriver.ordered;

import dev.sameriver.view.Joined;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ListTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Joins events of input 0, the left ones, with those of input 1 whose time is within an interval
 * around theirs. The state is the events that others can still meet, in order.
 *
 * <p>With an interval of [-5 min, 10 min], a left event at 10:00 meets right ones from 09:55 to
 * 10:10. It waits until 10:10; a right one at 10:00 waits until 10:05. A pair is given when the
 * later of the two is applied, and an event that met none at the end of its wait.
 *
 * @param lower the least time of a right event minus that of a left one, in milliseconds
 * @param upper the greatest, likewise; not less than {@code lower}
 */
public record IntervalMachine<L, R>(long lower, long upper, JoinKind kind)
        implements TimedMachine<List<Waiting>, Object, Joined<L, R>> {

    /** The type of the state. */
    public static TypeInformation<List<Waiting>> state(
            TypeInformation<OrderedEvent<Object>> events) {
        return new ListTypeInfo<>(
                Types.POJO(Waiting.class, Map.of("event", events, "matched", Types.BOOLEAN)));
    }

    @Override
    public List<Waiting> apply(
            @Nullable List<Waiting> before,
            OrderedEvent<Object> event,
            Results<Joined<L, R>> results) {
        List<Waiting> waiting = before == null ? List.of() : before;
        List<Waiting> next = new ArrayList<>(waiting.size() + 1);
        boolean matched = false;
        for (Waiting other : waiting) {
            boolean meets = other.event().input != event.input && meets(other.event(), event);
            if (meets) {
                results.give(pair(other.event(), event));
            }
            matched |= meets;
            next.add(meets ? other.met() : other);
        }
        next.add(new Waiting(event, matched));
        return next;
    }

    /** When the first of the events that wait can meet no other any more. */
    @Override
    public long expiry(List<Waiting> state) {
        long first = NEVER;
        for (Waiting waiting : state) {
            first = Math.min(first, last(waiting.event()) + 1);
        }
        return first;
    }

    @Override
    public @Nullable List<Waiting> expire(
            List<Waiting> state, long time, Results<Joined<L, R>> results) {
        long now = expiry(state);
        List<Waiting> next = new ArrayList<>(state.size());
        for (Waiting waiting : state) {
            OrderedEvent<Object> event = waiting.event();
            if (last(event) >= now) {
                next.add(waiting);
            } else if (!waiting.matched() && kind.keeps(event)) {
                results.place(event.result(0, time, alone(event)));
            }
        }
        return next.isEmpty() ? null : next;
    }

    private boolean meets(OrderedEvent<?> one, OrderedEvent<?> other) {
        long apart = isLeft(one) ? other.time - one.time : one.time - other.time;
        return lower <= apart && apart <= upper;
    }

    /** The last time at which an event of the other side can come that meets this one. */
    private long last(OrderedEvent<?> event) {
        return event.time + Math.max(0, isLeft(event) ? upper : -lower);
    }

    private Joined<L, R> pair(OrderedEvent<Object> one, OrderedEvent<Object> other) {
        return isLeft(one) ? joined(one.value, other.value) : joined(other.value, one.value);
    }

    private Joined<L, R> alone(OrderedEvent<Object> event) {
        return isLeft(event) ? joined(event.value, null) : joined(null, event.value);
    }

    @SuppressWarnings("unchecked")
    private Joined<L, R> joined(@Nullable Object left, @Nullable Object right) {
        return new Joined<>((L) left, (R) right);
    }

    private static boolean isLeft(OrderedEvent<?> event) {
        return event.input == JoinKind.LEFT_INPUT;
    }
}
