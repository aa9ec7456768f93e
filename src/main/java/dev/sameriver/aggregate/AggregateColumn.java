package dev.sameriver.aggregate;

import dev.sameriver.log.EventBlock;
import dev.sameriver.view.ColumnType;
import java.io.Serializable;

/**
 * An aggregate bound to a column of a view: its name, what it reads from an event, and how it
 * accumulates. {@link Aggregates} makes them, {@link Aggregation} puts them to work.
 *
 * @param <T> the type of the events
 */
public abstract sealed class AggregateColumn<T> implements Serializable
        permits WordColumn, ObjectColumn {

    private final String name;
    private final ColumnType type;

    AggregateColumn(String name, ColumnType type) {
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

    /** Turns to a block; says whether all of its values can be added without reading events. */
    abstract boolean bind(EventBlock<T> block);

    /** Reads a row's value from an event and remembers it to be added. May throw. */
    abstract void read(T value, int row);
}
