package dev.sameriver.aggregate;

import dev.sameriver.function.LongGetter;
import dev.sameriver.log.Event;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The mean of whole numbers: the exact sum over the count, rounded once. */
final class LongMean<T> extends AggregateColumn<T, LongMean.Mean> {

    private final LongGetter<T> getter;

    private transient long value;

    LongMean(String name, LongGetter<T> getter) {
        super(name, ColumnType.DOUBLE);
        this.getter = getter;
    }

    @Override
    public String format() {
        return "mean/1";
    }

    @Override
    public Mean create() {
        return new Mean(new Int128());
    }

    @Override
    public void read(Event<T> event) {
        value = getter.get(event.value());
    }

    @Override
    public void add(Mean accumulator) {
        accumulator.sum.add(value);
        accumulator.count++;
    }

    @Override
    public void merge(Mean into, Mean from) {
        into.sum.add(from.sum);
        into.count += from.count;
    }

    @Override
    public @Nullable Object result(Mean accumulator) {
        Int128 sum = accumulator.sum;
        if (accumulator.count == 0) {
            return null;
        }
        return sum.fitsLong()
                ? Rounding.quotient(sum.saturated(), accumulator.count)
                : Rounding.quotient(sum.toBigInteger(), 0, accumulator.count);
    }

    @Override
    public void write(Mean accumulator, DataOutputView out) throws IOException {
        Binary.writeUnsigned(accumulator.count, out);
        accumulator.sum.write(out);
    }

    @Override
    public Mean read(DataInputView in) throws IOException {
        long count = Binary.readUnsigned(in);
        Mean mean = new Mean(Int128.read(in));
        mean.count = count;
        return mean;
    }

    static final class Mean {
        private final Int128 sum;
        private long count;

        private Mean(Int128 sum) {
            this.sum = sum;
        }
    }
}
