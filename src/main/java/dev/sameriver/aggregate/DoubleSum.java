package dev.sameriver.aggregate;

import dev.sameriver.function.DoubleGetter;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The exact sum of doubles, rounded once when it is asked for. */
final class DoubleSum<T> extends ObjectColumn<T, ExactDouble> {

    private final DoubleValues<T> values;

    DoubleSum(String name, DoubleGetter<T> getter) {
        super(name, ColumnType.DOUBLE);
        this.values = new DoubleValues<>(getter);
    }

    @Override
    public String format() {
        return "sum-double/1";
    }

    @Override
    public ExactDouble create() {
        return new ExactDouble();
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
    public void add(ExactDouble accumulator, int row) {
        accumulator.add(values.get()[row]);
    }

    @Override
    public void merge(ExactDouble into, ExactDouble from) {
        into.add(from);
    }

    @Override
    long bytes(ExactDouble accumulator) {
        return accumulator.bytes();
    }

    @Override
    public Object result(ExactDouble accumulator) {
        return accumulator.quotient(1);
    }

    @Override
    public void write(ExactDouble accumulator, DataOutputView out) throws IOException {
        accumulator.write(out);
    }

    @Override
    public ExactDouble read(DataInputView in) throws IOException {
        return ExactDouble.read(in);
    }
}
