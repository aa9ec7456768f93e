package dev.sameriver.function;

import java.io.Serializable;

/** Says whether an event meets a condition. */
@FunctionalInterface
public interface Condition<T> extends Serializable {

    boolean holds(T event);
}
