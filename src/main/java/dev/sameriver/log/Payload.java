package dev.sameriver.log;

import org.jspecify.annotations.Nullable;

/**
 * What the records of an {@link EventBlock} carry, whichever way it is stored. Rows count from 0.
 *
 * @param <T> the type of the values
 */
public interface Payload<T> {

    /** Why a row could not be decoded, or null if it could. */
    @Nullable String deadReason(int row);

    /** The bytes of a dead row; null if it had none or is alive. */
    byte @Nullable [] raw(int row);

    /** The value of a row that is alive. */
    T value(int row);

    /** See {@link EventBlock#longs}. */
    default long @Nullable [] longs(String component) {
        return null;
    }

    /** See {@link EventBlock#doubles}. */
    default double @Nullable [] doubles(String component) {
        return null;
    }

    /** See {@link EventBlock#objects}. */
    default @Nullable Object @Nullable [] objects(String component) {
        return null;
    }

    /** See {@link EventBlock#release}. */
    default void release() {}
}
