package dev.sameriver.aggregate;

import dev.sameriver.function.Getter;
import dev.sameriver.log.Event;
import dev.sameriver.view.Types;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** An {@link Aggregator} over the values that a getter reads; null adds nothing. */
final class AggregatorColumn<T, V, A> extends ObjectColumn<T, A> {

    private final Getter<T, V> getter;
    private final Aggregator<V, A, ?> aggregator;

    private transient @Nullable V value;

    AggregatorColumn(String name, Getter<T, V> getter, Aggregator<V, A, ?> aggregator) {
        super(name, aggregator.type());
        this.getter = getter;
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
    public void read(Event<T> event) {
        value = getter.get(event.value());
    }

    @Override
    public void add(A accumulator) {
        if (value != null) {
            aggregator.add(accumulator, value);
        }
    }

    @Override
    public void merge(A into, A from) {
        aggregator.merge(into, from);
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
