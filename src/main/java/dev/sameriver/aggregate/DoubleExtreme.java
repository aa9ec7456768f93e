package dev.sameriver.aggregate;

import dev.sameriver.function.DoubleGetter;
import dev.sameriver.log.Event;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The least or the greatest of floating-point numbers; NaN if any of them is; -0.0 is below 0.0.
 */
final class DoubleExtreme<T> extends AggregateColumn<T, DoubleExtreme.Extreme> {

    private final DoubleGetter<T> getter;
    private final boolean greatest;

    private transient double value;

    DoubleExtreme(String name, DoubleGetter<T> getter, boolean greatest) {
        super(name, ColumnType.DOUBLE);
        this.getter = getter;
        this.greatest = greatest;
    }

    @Override
    public String format() {
        return greatest ? "max-double/1" : "min-double/1";
    }

    @Override
    public Extreme create() {
        return new Extreme();
    }

    @Override
    public void read(Event<T> event) {
        value = getter.get(event.value());
    }

    @Override
    public void add(Extreme accumulator) {
        offer(accumulator, value);
    }

    @Override
    public void merge(Extreme into, Extreme from) {
        if (from.present) {
            offer(into, from.value);
        }
    }

    private void offer(Extreme extreme, double candidate) {
        if (!extreme.present) {
            extreme.present = true;
            extreme.value = candidate;
        } else {
            extreme.value =
                    greatest
                            ? Math.max(extreme.value, candidate)
                            : Math.min(extreme.value, candidate);
        }
    }

    @Override
    public @Nullable Object result(Extreme accumulator) {
        return accumulator.present ? accumulator.value : null;
    }

    @Override
    public void write(Extreme accumulator, DataOutputView out) throws IOException {
        out.writeBoolean(accumulator.present);
        if (accumulator.present) {
            out.writeLong(Double.doubleToLongBits(accumulator.value));
        }
    }

    @Override
    public Extreme read(DataInputView in) throws IOException {
        Extreme extreme = new Extreme();
        extreme.present = in.readBoolean();
        if (extreme.present) {
            extreme.value = Double.longBitsToDouble(in.readLong());
        }
        return extreme;
    }

    static final class Extreme {
        private boolean present;
        private double value;
    }
}
