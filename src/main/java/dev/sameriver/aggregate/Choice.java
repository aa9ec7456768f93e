package dev.sameriver.aggregate;

import dev.sameriver.function.Getter;
import dev.sameriver.log.EventBlock;
import dev.sameriver.log.Position;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.Types;
import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The value at one end of the log's order, or of event time's with ties in the log's order.
 *
 * <p>Events that a view made from one record share its position; between them the lesser value
 * comes first.
 */
final class Choice<T> extends ObjectColumn<T, Choice.Chosen> {

    /** What the ends are called, and how they choose. */
    enum End {
        FIRST(false, false),
        LAST(false, true),
        EARLIEST(true, false),
        LATEST(true, true);

        private final boolean byTime;
        private final boolean greatest;

        End(boolean byTime, boolean greatest) {
            this.byTime = byTime;
            this.greatest = greatest;
        }
    }

    private final End end;
    private final ObjectValues<T, Object> values;

    private final Chosen candidate = new Chosen();
    private transient @Nullable EventBlock<T> block;

    Choice(String name, End end, Getter<T, ?> getter) {
        super(name, Types.of(getter, name));
        this.end = end;
        ColumnType type = type();
        this.values = new ObjectValues<>(event -> Types.hold(type, getter.get(event)));
    }

    @Override
    public String format() {
        return end.name().toLowerCase(Locale.ROOT) + "/1";
    }

    @Override
    public Chosen create() {
        return new Chosen();
    }

    @Override
    boolean bind(EventBlock<T> newBlock) {
        block = newBlock;
        values.bind(newBlock);
        return false;
    }

    @Override
    void read(T value, int row) {
        values.read(value, row);
    }

    @Override
    public void add(Chosen accumulator, int row) {
        EventBlock<T> events = Objects.requireNonNull(block, "no block is bound");
        candidate.time = end.byTime ? events.time(row) : 0;
        candidate.generation = events.generation();
        candidate.partition = events.partition();
        candidate.offset = events.offset(row);
        candidate.value = values.get(row);
        merge(accumulator, candidate);
    }

    @Override
    public void merge(Chosen into, Chosen from) {
        if (from.value == null) {
            return;
        }
        if (into.value == null || (end.greatest ? from.isAfter(into) : into.isAfter(from))) {
            into.set(from);
        }
    }

    @Override
    long bytes(Chosen accumulator) {
        return 48 + (accumulator.value == null ? 0 : HeldValue.bytes(accumulator.value));
    }

    @Override
    public @Nullable Object result(Chosen accumulator) {
        return accumulator.value;
    }

    @Override
    public void write(Chosen accumulator, DataOutputView out) throws IOException {
        out.writeBoolean(accumulator.value != null);
        if (accumulator.value != null) {
            Binary.writeSigned(accumulator.time, out);
            Binary.writeUnsigned(accumulator.generation, out);
            Binary.writeUnsigned(accumulator.partition, out);
            Binary.writeUnsigned(accumulator.offset, out);
            HeldValue.write(type(), accumulator.value, out);
        }
    }

    @Override
    public Chosen read(DataInputView in) throws IOException {
        Chosen chosen = new Chosen();
        if (in.readBoolean()) {
            chosen.time = Binary.readSigned(in);
            chosen.generation = (int) Binary.readUnsigned(in);
            chosen.partition = (int) Binary.readUnsigned(in);
            chosen.offset = Binary.readUnsigned(in);
            chosen.value = HeldValue.read(type(), in);
        }
        return chosen;
    }

    /** A value with what it is ordered by; without a value if none was seen. */
    static final class Chosen implements Serializable {
        private long time;
        private int generation;
        private int partition;
        private long offset;
        private transient @Nullable Object value;

        private boolean isAfter(Chosen other) {
            int order = Long.compare(time, other.time);
            if (order == 0) {
                order =
                        Position.compare(
                                generation,
                                partition,
                                offset,
                                other.generation,
                                other.partition,
                                other.offset);
            }
            if (order == 0 && value != null && other.value != null) {
                order = HeldValue.compare(value, other.value);
            }
            return order > 0;
        }

        private void set(Chosen other) {
            time = other.time;
            generation = other.generation;
            partition = other.partition;
            offset = other.offset;
            value = other.value;
        }
    }
}
