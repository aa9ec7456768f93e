package dev.sameriver.aggregate;

import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A column whose accumulator fits a fixed number of longs, its words. They lie in an array beside
 * those of other columns and other keys, so that adding an event follows no pointer: a maximum has
 * two, the greatest value so far and whether there is one.
 */
abstract non-sealed class WordColumn<T> extends AggregateColumn<T> {

    private final int size;

    WordColumn(String name, ColumnType type, int size) {
        super(name, type);
        this.size = size;
    }

    /** How many words an accumulator has. */
    final int size() {
        return size;
    }

    /** Makes words an accumulator that has seen no event, whatever they were. */
    abstract void create(long[] words, int at);

    /**
     * Adds the values of rows, each to an accumulator.
     *
     * @param at where this column's words are in each of the totals
     */
    abstract void add(Additions additions, long[] words, int at);

    /** Merges {@code from} into {@code into}; {@code from} is left as it was. */
    abstract void merge(long[] into, int at, long[] from, int fromAt);

    /** The column's value, as {@link ColumnType} represents it; null where there is none. */
    abstract @Nullable Object result(long[] words, int at);

    /** Writes an accumulator. Equal contents give equal bytes. */
    abstract void write(long[] words, int at, DataOutputView out) throws IOException;

    /** Reads what {@link #write} wrote, into words of any content. */
    abstract void read(long[] words, int at, DataInputView in) throws IOException;
}
