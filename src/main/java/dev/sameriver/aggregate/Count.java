package dev.sameriver.aggregate;

import dev.sameriver.function.Condition;
import dev.sameriver.log.Event;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Counts all events, or those that meet a condition. */
final class Count<T> extends AggregateColumn<T, Count.Counter> {

    private final @Nullable Condition<T> condition;

    private transient boolean counts;

    Count(String name, @Nullable Condition<T> condition) {
        super(name, ColumnType.LONG);
        this.condition = condition;
    }

    @Override
    public String format() {
        return "count/1";
    }

    @Override
    public Counter create() {
        return new Counter();
    }

    @Override
    public void read(Event<T> event) {
        counts = condition == null || condition.holds(event.value());
    }

    @Override
    public void add(Counter accumulator) {
        if (counts) {
            accumulator.count++;
        }
    }

    @Override
    public void merge(Counter into, Counter from) {
        into.count += from.count;
    }

    @Override
    public Object result(Counter accumulator) {
        return accumulator.count;
    }

    @Override
    public void write(Counter accumulator, DataOutputView out) throws IOException {
        Binary.writeUnsigned(accumulator.count, out);
    }

    @Override
    public Counter read(DataInputView in) throws IOException {
        Counter counter = new Counter();
        counter.count = Binary.readUnsigned(in);
        return counter;
    }

    static final class Counter {
        private long count;
    }
}
