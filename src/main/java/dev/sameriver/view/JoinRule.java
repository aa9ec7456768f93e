package dev.sameriver.view;

import dev.sameriver.ordered.JoinKind;
import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.OrderedEvent;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Which events a join brings together.
 *
 * @param <S> the state of its machine
 * @param <J> what it gives
 */
interface JoinRule<S, J> {

    /** Joins events of input 0, the left ones, with those of input 1. */
    Machine<S, Object, J> machine(JoinKind kind);

    TypeInformation<S> state(TypeInformation<OrderedEvent<Object>> events);

    TypeInformation<J> joined(TypeInformation<Object> left, TypeInformation<Object> right);
}
