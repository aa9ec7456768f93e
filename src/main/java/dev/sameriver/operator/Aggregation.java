package dev.sameriver.operator;

import dev.sameriver.aggregate.AggregateColumn;
import dev.sameriver.log.Event;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** A view's aggregate columns taken as one; its accumulators are an array with one for each. */
public final class Aggregation<T> implements Serializable {

    private final AggregateColumn<T, Object>[] columns;

    /** Takes the columns in their order in the view. */
    @SuppressWarnings("unchecked")
    public Aggregation(List<? extends AggregateColumn<T, ?>> columns) {
        this.columns = columns.toArray(new AggregateColumn[0]);
    }

    /** The columns, in their order in the view. */
    public List<AggregateColumn<T, Object>> columns() {
        return List.of(columns);
    }

    Object[] create() {
        Object[] accumulators = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            accumulators[i] = columns[i].create();
        }
        return accumulators;
    }

    /** Extracts all columns' values; if one throws, no accumulator has changed. */
    void read(Event<T> event) {
        for (AggregateColumn<T, Object> column : columns) {
            column.read(event);
        }
    }

    void add(Object[] accumulators) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].add(accumulators[i]);
        }
    }

    void merge(Object[] into, Object[] from) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].merge(into[i], from[i]);
        }
    }

    Object[] copy(Object[] from) {
        Object[] copy = create();
        merge(copy, from);
        return copy;
    }

    void results(Object[] accumulators, @Nullable Object[] row, int at) {
        for (int i = 0; i < columns.length; i++) {
            row[at + i] = columns[i].result(accumulators[i]);
        }
    }

    void write(Object[] accumulators, DataOutputView out) throws IOException {
        for (int i = 0; i < columns.length; i++) {
            columns[i].write(accumulators[i], out);
        }
    }

    Object[] read(DataInputView in) throws IOException {
        Object[] accumulators = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            accumulators[i] = columns[i].read(in);
        }
        return accumulators;
    }

    /** About how many bytes of memory the accumulators of one slice take, as far as can be foreseen. */
    int bytes() {
        return 128 + 64 * columns.length;
    }

    /** What the accumulators' bytes mean: per column its name and its accumulator's format. */
    String[] formats() {
        return Arrays.stream(columns)
                .map(column -> column.name() + "=" + column.format())
                .toArray(String[]::new);
    }
}
