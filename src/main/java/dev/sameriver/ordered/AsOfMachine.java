package dev.sameriver.ordered;

import dev.sameriver.view.Match;
import org.jspecify.annotations.Nullable;

/**
 * Joins each event of input 1 with the last one of input 0 before it, which is the state.
 *
 * @param <T> the events
 * @param <V> the versions
 */
public record AsOfMachine<T, V>(Unmatched unmatched) implements Machine<V, Object, Match<T, V>> {

    static final int VERSIONS = 0;

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable V apply(
            @Nullable V version, OrderedEvent<Object> event, Results<Match<T, V>> results) {
        if (event.input() == VERSIONS) {
            return (V) event.value();
        }
        if (version == null && unmatched == Unmatched.REFUSE) {
            throw new IllegalArgumentException("there is no version at its time");
        }
        if (version == null && unmatched == Unmatched.DROP) {
            results.drop();
        } else {
            results.give(new Match<>((T) event.value(), version));
        }
        return version;
    }
}
