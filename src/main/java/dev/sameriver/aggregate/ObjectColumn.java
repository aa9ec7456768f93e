package dev.sameriver.aggregate;

import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A column whose accumulator grows with what it has seen, and so is an object.
 *
 * @param <A> the type of the accumulator, which is mutable
 */
abstract non-sealed class ObjectColumn<T, A> extends AggregateColumn<T> {

    ObjectColumn(String name, ColumnType type) {
        super(name, type);
    }

    /** A new accumulator that has seen no event. */
    abstract A create();

    /** Adds a row's value. */
    abstract void add(A accumulator, int row);

    /** Merges {@code from} into {@code into}; {@code from} is left as it was. */
    abstract void merge(A into, A from);

    /**
     * About how many bytes of memory an accumulator takes; asked for before and after it changes,
     * so it is found without a look at all that is held.
     */
    abstract long bytes(A accumulator);

    /** The column's value, as {@link ColumnType} represents it; null where there is none. */
    abstract @Nullable Object result(A accumulator);

    /** Writes an accumulator. Equal contents give equal bytes. */
    abstract void write(A accumulator, DataOutputView out) throws IOException;

    /** Reads what {@link #write} wrote. */
    abstract A read(DataInputView in) throws IOException;
}
