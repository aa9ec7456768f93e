package dev.sameriver.ordered;

import org.jspecify.annotations.Nullable;

/**
 * Gives each event as it is, when its turn has come: of rows with one key, the last in order is the
 * one that is left.
 *
 * @param <T> the events
 */
public record InTurn<T>() implements Machine<Long, T, T> {

    @Override
    public @Nullable Long apply(@Nullable Long none, OrderedEvent<T> event, Results<T> results) {
        results.place(event);
        return null;
    }
}
