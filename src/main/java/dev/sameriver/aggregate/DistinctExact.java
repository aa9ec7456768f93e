package dev.sameriver.aggregate;

import dev.sameriver.view.ColumnType;
import java.io.IOException;
import java.util.TreeSet;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The number of distinct values, from the set of them. */
final class DistinctExact implements Aggregator<Object, TreeSet<Object>, Long> {

    private final ColumnType valueType;

    DistinctExact(ColumnType valueType) {
        this.valueType = valueType;
    }

    @Override
    public String format() {
        return "distinct-exact/1";
    }

    @Override
    public ColumnType type() {
        return ColumnType.LONG;
    }

    @Override
    public TreeSet<Object> create() {
        return new TreeSet<>(HeldValue::compare);
    }

    @Override
    public void add(TreeSet<Object> accumulator, Object value) {
        accumulator.add(value);
    }

    @Override
    public void merge(TreeSet<Object> into, TreeSet<Object> from) {
        into.addAll(from);
    }

    @Override
    public Long result(TreeSet<Object> accumulator) {
        return (long) accumulator.size();
    }

    @Override
    public void write(TreeSet<Object> accumulator, DataOutputView out) throws IOException {
        Binary.writeUnsigned(accumulator.size(), out);
        for (Object value : accumulator) {
            HeldValue.write(valueType, value, out);
        }
    }

    @Override
    public TreeSet<Object> read(DataInputView in) throws IOException {
        TreeSet<Object> values = create();
        for (long left = Binary.readUnsigned(in); left > 0; left--) {
            values.add(HeldValue.read(valueType, in));
        }
        return values;
    }
}
