package dev.sameriver.aggregate;

import dev.sameriver.function.LongGetter;
import dev.sameriver.log.EventBlock;
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

    private final LongValues<T> values;
    private final boolean greatest;

    LongExtreme(String name, LongGetter<T> getter, boolean greatest) {
        super(name, ColumnType.LONG, 2);
        this.values = new LongValues<>(getter);
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
    boolean bind(EventBlock<T> block) {
        return values.bind(block);
    }

    @Override
    void read(T value, int row) {
        values.read(value, row);
    }

    @Override
    void add(Additions additions, long[] words, int at) {
        long[] numbers = values.get();
        int[] rows = additions.rows;
        int[] places = additions.words;
        int size = additions.size;
        for (int i = 0; i < size; i++) {
            int place = places[i] + at;
            words[place] = 1;
            words[place + 1] = extreme(words[place + 1], numbers[rows[i]]);
        }
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
