package dev.sameriver.aggregate;

import dev.sameriver.function.LongGetter;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The mean of whole numbers: the exact sum over the count, rounded once. The first word is the
 * count, the others are the sum.
 */
final class LongMean<T> extends WordColumn<T> {

    private final LongValues<T> values;

    LongMean(String name, LongGetter<T> getter) {
        super(name, ColumnType.DOUBLE, 1 + Int128.WORDS);
        this.values = new LongValues<>(getter);
    }

    @Override
    public String format() {
        return "mean/1";
    }

    @Override
    void create(long[] words, int at) {
        words[at] = 0;
        Int128.setZero(words, at + 1);
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
            words[place]++;
            Int128.add(words, place + 1, numbers[rows[i]]);
        }
    }

    @Override
    void merge(long[] into, int at, long[] from, int fromAt) {
        into[at] += from[fromAt];
        Int128.add(into, at + 1, from[fromAt + 1], from[fromAt + 2]);
    }

    @Override
    @Nullable Object result(long[] words, int at) {
        long count = words[at];
        if (count == 0) {
            return null;
        }
        return Int128.fitsLong(words, at + 1)
                ? Rounding.quotient(Int128.saturated(words, at + 1), count)
                : Rounding.quotient(Int128.toBigInteger(words, at + 1), 0, count);
    }

    @Override
    void write(long[] words, int at, DataOutputView out) throws IOException {
        Binary.writeUnsigned(words[at], out);
        Int128.write(words, at + 1, out);
    }

    @Override
    void read(long[] words, int at, DataInputView in) throws IOException {
        words[at] = Binary.readUnsigned(in);
        Int128.read(words, at + 1, in);
    }
}
