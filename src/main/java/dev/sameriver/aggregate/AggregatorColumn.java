package dev.sameriver.aggregate;

import dev.sameriver.function.Getter;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.Types;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** An {@link Aggregator} over the values that a getter reads; null adds nothing. */
final class AggregatorColumn<T, V, A> extends ObjectColumn<T, A> {

    private final ObjectValues<T, V> values;
    private final Aggregator<V, A, ?> aggregator;

    AggregatorColumn(String name, Getter<T, V> getter, Aggregator<V, A, ?> aggregator) {
        super(name, aggregator.type());
        this.values = new ObjectValues<>(getter);
        this.aggregator = aggregator;
    }

    @Override
    public String format() {
        return aggregator.format();
    }

    @Override
    public A create() {
        return aggregator.create();
    }

    @Override
    boolean bind(EventBlock<T> block) {
        values.bind(block);
        return false;
    }

    @Override
    void read(T value, int row) {
        values.read(value, row);
    }

    @Override
    public void add(A accumulator, int row) {
        V value = values.get(row);
        if (value != null) {
            aggregator.add(accumulator, value);
        }
    }

    @Override
    public void merge(A into, A from) {
        aggregator.merge(into, from);
    }

    @Override
    long bytes(A accumulator) {
        return aggregator.bytes(accumulator);
    }

    @Override
    public @Nullable Object result(A accumulator) {
        return Types.hold(type(), aggregator.result(accumulator));
    }

    @Override
    public void write(A accumulator, DataOutputView out) throws IOException {
        aggregator.write(accumulator, out);
    }

    @Override
    public A read(DataInputView in) throws IOException {
        return aggregator.read(in);
    }
}
