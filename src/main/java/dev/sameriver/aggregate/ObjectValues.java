package dev.sameriver.aggregate;

import dev.sameriver.function.Getter;
import dev.sameriver.log.EventBlock;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a getter reads from a block's events, event by event. */
final class ObjectValues<T, V> implements Serializable {

    private final Getter<T, V> getter;

    private transient @Nullable Object @Nullable [] values;

    ObjectValues(Getter<T, V> getter) {
        this.getter = getter;
    }

    /** Turns to a block, and lets go of the values of the one before. */
    void bind(EventBlock<T> block) {
        if (values == null || values.length < block.size()) {
            values = new @Nullable Object[block.size()];
        } else {
            Arrays.fill(values, null);
        }
    }

    /** Reads a row's value, which may throw. */
    void read(T value, int row) {
        Objects.requireNonNull(values, "no block is bound")[row] = getter.get(value);
    }

    /** The value of a row that was read. */
    @SuppressWarnings("unchecked")
    @Nullable V get(int row) {
        return (V) Objects.requireNonNull(values, "no block is bound")[row];
    }
}
