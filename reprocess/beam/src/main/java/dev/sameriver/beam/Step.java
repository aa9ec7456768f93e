package dev.sameriver.beam;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import dev.sameriver.function.Condition;
import dev.sameriver.view.EventType;
import dev.sameriver.view.WindowedStep;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/**
 * A view's windowed step as one thread uses it: its aggregates are not to be shared.
 *
 * @param <T> what events are read into
 */
final class Step<T> {

    private final WindowedStep<T> declared;
    private final Aggregation<T> aggregation;
    private final Keys<T> keys;

    Step(WindowedStep<T> declared) {
        this.declared = declared;
        this.aggregation = new Aggregation<>(declared.aggregates());
        this.keys = new Keys<>(declared.keys());
    }

    /** What the view declares. */
    WindowedStep<T> declared() {
        return declared;
    }

    /** What events are read into. */
    EventType<T> type() {
        return Objects.requireNonNull(declared.type());
    }

    /** Whether the view takes an event at all; may throw, as its code is asked. */
    boolean takes(T value) {
        Condition<T> filter = declared.filter();
        return filter == null || filter.holds(value);
    }

    Keys<T> keys() {
        return keys;
    }

    Aggregation<T> aggregation() {
        return aggregation;
    }

    void write(Totals totals, OutputStream out) throws IOException {
        aggregation.write(totals, new DataOutputViewStreamWrapper(out));
    }

    /** Reads exactly what {@link #write} wrote. */
    Totals read(InputStream in) throws IOException {
        return aggregation.read(new DataInputViewStreamWrapper(in));
    }

    byte[] bytes(Totals totals) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        write(totals, bytes);
        return bytes.toByteArray();
    }

    Totals totals(byte[] bytes) throws IOException {
        return read(new ByteArrayInputStream(bytes));
    }
}
