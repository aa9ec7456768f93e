package dev.sameriver.function;

/**
 * A getter that says itself what it returns, as an object of one class may read columns of many
 * types; of a lambda it is told by its signature.
 *
 * @param <T> the type of the events
 * @param <R> what it reads
 */
public interface TypedGetter<T, R> extends Getter<T, R> {

    /**
     * The class of what {@link #get} returns, as {@code String.class}, or {@code Long.class} for
     * numbers: never a primitive's.
     */
    Class<?> returned();
}
