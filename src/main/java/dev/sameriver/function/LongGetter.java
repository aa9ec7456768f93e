package dev.sameriver.function;

import java.io.Serializable;

/** Reads a whole number from an event. */
@FunctionalInterface
public interface LongGetter<T> extends Serializable {

    long get(T event);
}
