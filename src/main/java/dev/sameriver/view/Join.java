package dev.sameriver.view;

import dev.sameriver.ordered.JoinKind;
import dev.sameriver.ordered.OrderedEventTypeInfo;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Pairs of events of two inputs with the same key; see {@link KeyedInput#joinWithin} and {@link
 * KeyedInput#joinIn}.
 *
 * <p>All rows are final when they are given. Which events meet hangs on their times alone, and
 * those of both sides that count are the same in every run: so are pairs, and the events that met
 * none. A row is made of two events: one that a column or the next step refuses goes to the dead
 * letters, but both events stay counted.
 *
 * @param <J> what the join gives
 */
public final class Join<J> {

    private final InOrder<Object> both;
    private final KeyedInput<Object> left;
    private final KeyedInput<Object> right;
    private final JoinRule<?, J> rule;

    @SuppressWarnings("unchecked")
    Join(KeyedInput<?> left, KeyedInput<?> right, JoinRule<?, J> rule) {
        this.both = InOrder.of(left, right);
        this.left = (KeyedInput<Object>) left;
        this.right = (KeyedInput<Object>) right;
        this.rule = rule;
    }

    /** Gives pairs only. */
    public Derived<J> inner() {
        return derive(JoinKind.INNER, rule);
    }

    /** Gives pairs, and the left events that met none. */
    public Derived<J> left() {
        return derive(JoinKind.LEFT, rule);
    }

    /** Gives pairs, and the events of both sides that met none. */
    public Derived<J> outer() {
        return derive(JoinKind.OUTER, rule);
    }

    private <S> Derived<J> derive(JoinKind kind, JoinRule<S, J> of) {
        KeyedInput.Opened<Object> openedLeft = left.open();
        KeyedInput.Opened<Object> openedRight = right.open();
        TypeInformation<Object> leftType = openedLeft.type();
        TypeInformation<Object> rightType = openedRight.type();
        OrderedEventTypeInfo<Object> events =
                new OrderedEventTypeInfo<>(openedLeft.keyType(), List.of(leftType, rightType));
        return both.derive(
                List.of(openedLeft, openedRight),
                of.machine(kind),
                of.state(events),
                of.joined(leftType, rightType));
    }
}
