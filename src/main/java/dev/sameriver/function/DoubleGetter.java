package dev.sameriver.function;

import java.io.Serializable;

/** Reads a floating-point number from an event. */
@FunctionalInterface
public interface DoubleGetter<T> extends Serializable {

    double get(T event);
}
