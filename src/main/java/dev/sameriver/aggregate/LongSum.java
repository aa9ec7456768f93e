package dev.sameriver.aggregate;

import dev.sameriver.function.LongGetter;
import dev.sameriver.log.Event;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The exact sum of whole numbers; a sum beyond the longs is shown as the end that it passed. */
final class LongSum<T> extends AggregateColumn<T, Int128> {

    private final LongGetter<T> getter;

    private transient long value;

    LongSum(String name, LongGetter<T> getter) {
        super(name, ColumnType.LONG);
        this.getter = getter;
    }

    @Override
    public String format() {
        return "sum/1";
    }

    @Override
    public Int128 create() {
        return new Int128();
    }

    @Override
    public void read(Event<T> event) {
        value = getter.get(event.value());
    }

    @Override
    public void add(Int128 accumulator) {
        accumulator.add(value);
    }

    @Override
    public void merge(Int128 into, Int128 from) {
        into.add(from);
    }

    @Override
    public Object result(Int128 accumulator) {
        return accumulator.saturated();
    }

    @Override
    public void write(Int128 accumulator, DataOutputView out) throws IOException {
        accumulator.write(out);
    }

    @Override
    public Int128 read(DataInputView in) throws IOException {
        return Int128.read(in);
    }
}
