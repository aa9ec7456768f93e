package dev.sameriver.aggregate;

import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The least or the greatest of values of any type, held as a column holds them. */
final class Extreme implements Aggregator<Object, Extreme.Found, Object> {

    private final ColumnType type;
    private final boolean greatest;

    Extreme(ColumnType type, boolean greatest) {
        this.type = type;
        this.greatest = greatest;
    }

    @Override
    public String format() {
        return greatest ? "greatest/1" : "least/1";
    }

    @Override
    public ColumnType type() {
        return type;
    }

    @Override
    public Found create() {
        return new Found();
    }

    @Override
    public void add(Found accumulator, Object value) {
        Object held = accumulator.value;
        int order = held == null ? 1 : HeldValue.compare(value, held);
        if (held == null || (greatest ? order > 0 : order < 0)) {
            accumulator.value = value;
        }
    }

    @Override
    public void merge(Found into, Found from) {
        if (from.value != null) {
            add(into, from.value);
        }
    }

    @Override
    public long bytes(Found accumulator) {
        return 16 + (accumulator.value == null ? 0 : HeldValue.bytes(accumulator.value));
    }

    @Override
    public @Nullable Object result(Found accumulator) {
        return accumulator.value;
    }

    @Override
    public void write(Found accumulator, DataOutputView out) throws IOException {
        out.writeBoolean(accumulator.value != null);
        if (accumulator.value != null) {
            HeldValue.write(type, accumulator.value, out);
        }
    }

    @Override
    public Found read(DataInputView in) throws IOException {
        Found found = new Found();
        if (in.readBoolean()) {
            found.value = HeldValue.read(type, in);
        }
        return found;
    }

    static final class Found {
        private @Nullable Object value;
    }
}
