package dev.sameriver.function;

import java.io.Serializable;

/**
 * Reads a floating-point number from an event, as {@code Trade::price} does.
 *
 * <p>It depends on the event alone, as every run asks anew. An event on which it throws is a dead
 * letter, with the exception as its reason.
 *
 * @param <T> the type of the events
 */
@FunctionalInterface
public interface DoubleGetter<T> extends Serializable {

    /**
     * The number, which may be any: of NaN and the infinities each aggregate says what it makes.
     *
     * @param event never null
     */
    double get(T event);
}
