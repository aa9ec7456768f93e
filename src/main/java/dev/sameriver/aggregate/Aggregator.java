package dev.sameriver.aggregate;

import dev.sameriver.view.ColumnType;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate of your own, over values that a getter reads from events; bind it to a column with
 * {@link Aggregates#of}.
 *
 * <p>What it owes: {@link #add} and {@link #merge} give an accumulator whose result and bytes
 * depend on the values alone, not on their order or on how they were cut into accumulators. Whether
 * it keeps that, {@link dev.sameriver.testkit.AggregateTestKit} checks. An instance is used by one
 * thread, and travels to it by Java serialization.
 *
 * @param <V> what the getter returns
 * @param <A> the accumulator, which is mutable
 * @param <R> the result, as {@link dev.sameriver.view.Types#hold} takes it for {@link #type()}
 */
public interface Aggregator<V, A, R> extends Serializable {

    /**
     * Names the aggregate and the version of its binary form, as in {@code geometric-mean/1}. State
     * written under one format is read only under the same one.
     */
    String format();

    /** The type of the column. */
    ColumnType type();

    /** A new accumulator that has seen no value. */
    A create();

    /** Adds a value, never null. May not throw: refuse values in the getter. */
    void add(A accumulator, V value);

    /**
     * Merges {@code from} into {@code into}; {@code from} is left as it was, and nothing shared.
     */
    void merge(A into, A from);

    /**
     * About how many bytes of memory an accumulator takes, 2 KB unless said otherwise. Operators
     * hold as many accumulators as they have room for by this, so override it where one grows with
     * its values. It is asked for before and after each change: keep count instead of looking at
     * all that is held.
     */
    default long bytes(A accumulator) {
        return 2_048;
    }

    /** The result; null where there is none. Changes nothing. */
    @Nullable R result(A accumulator);

    /** Writes an accumulator. Equal contents give equal bytes, so sort what has no order. */
    void write(A accumulator, DataOutputView out) throws IOException;

    /** Reads exactly what {@link #write} wrote. */
    A read(DataInputView in) throws IOException;
}
