package dev.sameriver.function;

import java.io.Serializable;

/**
 * Says whether an event meets a condition, as {@code flight -> flight.delayMinutes() > 15} does.
 *
 * <p>It depends on the event alone, as every run asks anew. An event on which it throws is a dead
 * letter, with the exception as its reason.
 *
 * @param <T> the type of the events
 */
@FunctionalInterface
public interface Condition<T> extends Serializable {

    /**
     * Whether an event meets it.
     *
     * @param event never null
     */
    boolean holds(T event);
}
