package dev.sameriver.aggregate;

import dev.sameriver.function.LongGetter;
import dev.sameriver.log.Event;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The least or the greatest of whole numbers. The first word is 1 if there is one, else 0; the
 * second is the number, or the end of the longs that gives way to any.
 */
final class LongExtreme<T> extends WordColumn<T> {

    private final LongGetter<T> getter;
    private final boolean greatest;

    private transient long value;

    LongExtreme(String name, LongGetter<T> getter, boolean greatest) {
        super(name, ColumnType.LONG, 2);
        this.getter = getter;
        this.greatest = greatest;
    }

    @Override
    public String format() {
        return greatest ? "max/1" : "min/1";
    }

    @Override
    void create(long[] words, int at) {
        words[at] = 0;
        words[at + 1] = greatest ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    @Override
    void read(Event<T> event) {
        value = getter.get(event.value());
    }

    @Override
    void add(long[] words, int at) {
        words[at] = 1;
        words[at + 1] = extreme(words[at + 1], value);
    }

    @Override
    void merge(long[] into, int at, long[] from, int fromAt) {
        into[at] |= from[fromAt];
        into[at + 1] = extreme(into[at + 1], from[fromAt + 1]);
    }

    private long extreme(long one, long other) {
        return greatest ? Math.max(one, other) : Math.min(one, other);
    }

    @Override
    @Nullable Object result(long[] words, int at) {
        return words[at] == 0 ? null : (Long) words[at + 1];
    }

    @Override
    void write(long[] words, int at, DataOutputView out) throws IOException {
        out.writeBoolean(words[at] != 0);
        if (words[at] != 0) {
            Binary.writeSigned(words[at + 1], out);
        }
    }

    @Override
    void read(long[] words, int at, DataInputView in) throws IOException {
        create(words, at);
        if (in.readBoolean()) {
            words[at] = 1;
            words[at + 1] = Binary.readSigned(in);
        }
    }
}
