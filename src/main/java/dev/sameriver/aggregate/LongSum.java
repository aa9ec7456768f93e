package dev.sameriver.aggregate;

import dev.sameriver.function.LongGetter;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The exact sum of whole numbers; a sum beyond the longs is shown as the end that it passed. */
final class LongSum<T> extends WordColumn<T> {

    private final LongValues<T> values;

    LongSum(String name, LongGetter<T> getter) {
        super(name, ColumnType.LONG, Int128.WORDS);
        this.values = new LongValues<>(getter);
    }

    @Override
    public String format() {
        return "sum/1";
    }

    @Override
    void create(long[] words, int at) {
        Int128.setZero(words, at);
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
            Int128.add(words, place, numbers[rows[i]]);
        }
    }

    @Override
    void merge(long[] into, int at, long[] from, int fromAt) {
        Int128.add(into, at, from[fromAt], from[fromAt + 1]);
    }

    @Override
    Object result(long[] words, int at) {
        return Int128.saturated(words, at);
    }

    @Override
    void write(long[] words, int at, DataOutputView out) throws IOException {
        Int128.write(words, at, out);
    }

    @Override
    void read(long[] words, int at, DataInputView in) throws IOException {
        Int128.read(words, at, in);
    }
}
