package dev.sameriver.aggregate;

import dev.sameriver.function.Condition;
import dev.sameriver.log.EventBlock;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** A column of objects over the events that meet a condition, and how many these are. */
final class FilteredObject<T, A> extends ObjectColumn<T, FilteredObject.Filtered<A>> {

    private final ObjectColumn<T, A> column;
    private final FilteredRows<T> rows;

    FilteredObject(Condition<T> condition, ObjectColumn<T, A> column) {
        super(column.name(), column.type());
        this.column = column;
        this.rows = new FilteredRows<>(condition, column);
    }

    @Override
    public String format() {
        return FilteredRows.format(column);
    }

    @Override
    Filtered<A> create() {
        return new Filtered<>(0, column.create());
    }

    @Override
    boolean bind(EventBlock<T> block) {
        return rows.bind(block);
    }

    @Override
    void read(T value, int row) {
        rows.read(value, row);
    }

    @Override
    void add(Filtered<A> accumulator, int row) {
        if (rows.isTaken(row)) {
            accumulator.count++;
            column.add(accumulator.accumulator, row);
        }
    }

    @Override
    void merge(Filtered<A> into, Filtered<A> from) {
        into.count += from.count;
        column.merge(into.accumulator, from.accumulator);
    }

    @Override
    long bytes(Filtered<A> accumulator) {
        return 24 + column.bytes(accumulator.accumulator);
    }

    @Override
    @Nullable Object result(Filtered<A> accumulator) {
        return accumulator.count == 0 ? null : column.result(accumulator.accumulator);
    }

    @Override
    void write(Filtered<A> accumulator, DataOutputView out) throws IOException {
        Binary.writeUnsigned(accumulator.count, out);
        column.write(accumulator.accumulator, out);
    }

    @Override
    Filtered<A> read(DataInputView in) throws IOException {
        return new Filtered<>(Binary.readUnsigned(in), column.read(in));
    }

    static final class Filtered<A> {

        private long count;
        private final A accumulator;

        private Filtered(long count, A accumulator) {
            this.count = count;
            this.accumulator = accumulator;
        }
    }
}
