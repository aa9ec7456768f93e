package dev.sameriver.aggregate;

import dev.sameriver.view.ColumnType;
import java.io.IOException;
import java.util.TreeSet;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The number of distinct values, from the set of them. */
final class DistinctExact implements Aggregator<Object, DistinctExact.Values, Long> {

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
    public Values create() {
        return new Values();
    }

    @Override
    public void add(Values accumulator, Object value) {
        accumulator.add(value);
    }

    @Override
    public void merge(Values into, Values from) {
        from.held.forEach(into::add);
    }

    @Override
    public long bytes(Values accumulator) {
        return accumulator.bytes;
    }

    @Override
    public Long result(Values accumulator) {
        return (long) accumulator.held.size();
    }

    @Override
    public void write(Values accumulator, DataOutputView out) throws IOException {
        Binary.writeUnsigned(accumulator.held.size(), out);
        for (Object value : accumulator.held) {
            HeldValue.write(valueType, value, out);
        }
    }

    @Override
    public Values read(DataInputView in) throws IOException {
        Values values = create();
        for (long left = Binary.readUnsigned(in); left > 0; left--) {
            values.add(HeldValue.read(valueType, in));
        }
        return values;
    }

    /** The distinct values, and about what they take. */
    static final class Values {
        private static final int BYTES_A_VALUE = 40;

        private final TreeSet<Object> held = new TreeSet<>(HeldValue::compare);
        private long bytes = 96;

        private void add(Object value) {
            if (held.add(value)) {
                bytes += BYTES_A_VALUE + HeldValue.bytes(value);
            }
        }
    }
}
