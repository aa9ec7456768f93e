package dev.sameriver.aggregate;

import dev.sameriver.function.ComponentOf;
import dev.sameriver.function.LongGetter;
import dev.sameriver.log.EventBlock;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The whole numbers of a block's events: a column of the block, or else what a getter reads. */
final class LongValues<T> implements Serializable {

    private final LongGetter<T> getter;
    private final @Nullable String component;

    private transient long @Nullable [] values;
    private transient long @Nullable [] own;

    LongValues(LongGetter<T> getter) {
        this.getter = getter;
        this.component = ComponentOf.getter(getter);
    }

    /** Turns to a block; says whether its values are there already, as one of its columns. */
    boolean bind(EventBlock<T> block) {
        values = component == null ? null : block.longs(component);
        if (values != null) {
            return true;
        }
        if (own == null || own.length < block.size()) {
            own = new long[block.size()];
        }
        values = own;
        return false;
    }

    /** Reads a row's value, which may throw. */
    void read(T value, int row) {
        get()[row] = getter.get(value);
    }

    /** The values by row, of those rows that were read. */
    long[] get() {
        return Objects.requireNonNull(values, "no block is bound");
    }
}
