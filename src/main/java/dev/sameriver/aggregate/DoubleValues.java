package dev.sameriver.aggregate;

import dev.sameriver.function.ComponentOf;
import dev.sameriver.function.DoubleGetter;
import dev.sameriver.log.EventBlock;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The floating-point numbers of a block's events; see {@link LongValues}. */
final class DoubleValues<T> implements Serializable {

    private final DoubleGetter<T> getter;
    private final @Nullable String component;

    private transient double @Nullable [] values;
    private transient double @Nullable [] own;

    DoubleValues(DoubleGetter<T> getter) {
        this.getter = getter;
        this.component = ComponentOf.getter(getter);
    }

    /** Turns to a block; says whether its values are there already, as one of its columns. */
    boolean bind(EventBlock<T> block) {
        values = component == null ? null : block.doubles(component);
        if (values != null) {
            return true;
        }
        if (own == null || own.length < block.size()) {
            own = new double[block.size()];
        }
        values = own;
        return false;
    }

    /** Reads a row's value, which may throw. */
    void read(T value, int row) {
        get()[row] = getter.get(value);
    }

    /** The values by row, of those rows that were read. */
    double[] get() {
        return Objects.requireNonNull(values, "no block is bound");
    }
}
