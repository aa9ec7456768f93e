package dev.sameriver.aggregate;

import dev.sameriver.log.Event;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate bound to a column of a view: its name, what it reads from an event, and how it
 * accumulates.
 *
 * <p>Adding an event takes two steps, so that a function that fails on an event leaves no
 * accumulator half changed: {@link #read} extracts the value from the event and remembers it, and
 * may throw; {@link #add} puts the value read last into an accumulator, and may not. An instance is
 * used by one thread.
 *
 * @param <T> the type of the events
 * @param <A> the type of the accumulator, which is mutable
 */
public abstract class AggregateColumn<T, A> implements Serializable {

    private final String name;
    private final ColumnType type;

    protected AggregateColumn(String name, ColumnType type) {
        this.name = name;
        this.type = type;
    }

    /** The column's name in the view. */
    public final String name() {
        return name;
    }

    /** The column's type in the view. */
    public final ColumnType type() {
        return type;
    }

    /**
     * Names the function and the version of its accumulator's binary form, as in {@code sum/1}:
     * state written under one format is read only under the same one.
     */
    public abstract String format();

    /** A new accumulator that has seen no event. */
    public abstract A create();

    /** Extracts this column's value from an event and remembers it for {@link #add}. */
    public abstract void read(Event<T> event);

    /** Adds the value that was read last. */
    public abstract void add(A accumulator);

    /** Merges {@code from} into {@code into}; {@code from} is left as it was. */
    public abstract void merge(A into, A from);

    /** The column's value, as {@link ColumnType} represents it; null where there is none. */
    public abstract @Nullable Object result(A accumulator);

    /** Writes an accumulator. Equal contents give equal bytes. */
    public abstract void write(A accumulator, DataOutputView out) throws IOException;

    /** Reads what {@link #write} wrote. */
    public abstract A read(DataInputView in) throws IOException;
}
