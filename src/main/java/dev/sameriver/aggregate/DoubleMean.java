package dev.sameriver.aggregate;

import dev.sameriver.function.DoubleGetter;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The mean of doubles: the exact sum over the count, rounded once. */
final class DoubleMean<T> extends ObjectColumn<T, DoubleMean.Mean> {

    private final DoubleValues<T> values;

    DoubleMean(String name, DoubleGetter<T> getter) {
        super(name, ColumnType.DOUBLE);
        this.values = new DoubleValues<>(getter);
    }

    @Override
    public String format() {
        return "mean-double/1";
    }

    @Override
    public Mean create() {
        return new Mean(new ExactDouble());
    }

    @Override
    boolean bind(EventBlock<T> block) {
        return values.bind(block);
    }

    @Override
    void read(T value, int row) {
        values.read(value, row);
    }

    @Override
    public void add(Mean accumulator, int row) {
        accumulator.sum.add(values.get()[row]);
        accumulator.count++;
    }

    @Override
    public void merge(Mean into, Mean from) {
        into.sum.add(from.sum);
        into.count += from.count;
    }

    @Override
    long bytes(Mean accumulator) {
        return 24 + accumulator.sum.bytes();
    }

    @Override
    public @Nullable Object result(Mean accumulator) {
        return accumulator.count == 0 ? null : accumulator.sum.quotient(accumulator.count);
    }

    @Override
    public void write(Mean accumulator, DataOutputView out) throws IOException {
        Binary.writeUnsigned(accumulator.count, out);
        accumulator.sum.write(out);
    }

    @Override
    public Mean read(DataInputView in) throws IOException {
        long count = Binary.readUnsigned(in);
        Mean mean = new Mean(ExactDouble.read(in));
        mean.count = count;
        return mean;
    }

    static final class Mean {
        private final ExactDouble sum;
        private long count;

        private Mean(ExactDouble sum) {
            this.sum = sum;
        }
    }
}
