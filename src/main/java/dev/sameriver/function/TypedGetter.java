package dev.sameriver.function;

/**
 * A getter that says itself what it returns, as an object of one class may read columns of many
 * types; of a lambda it is told by its signature.
 */
public interface TypedGetter<T, R> extends Getter<T, R> {

    /** The class of what {@link #get} returns, as {@code String.class}. */
    Class<?> returned();
}
