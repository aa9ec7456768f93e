package dev.sameriver.function;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value from an event, as {@code Flight::origin} does.
 *
 * <p>It depends on the event alone, as every run asks anew. An event on which it throws is a dead
 * letter, with the exception as its reason; so is one whose key is null, while aggregates pass over
 * a value that is null.
 *
 * @param <T> the type of the events
 * @param <R> what it reads
 */
@FunctionalInterface
public interface Getter<T, R> extends Serializable {

    /**
     * The value; null where the event has none.
     *
     * @param event never null
     */
    @Nullable R get(T event);
}
