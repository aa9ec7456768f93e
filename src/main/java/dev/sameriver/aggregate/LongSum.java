package dev.sameriver.aggregate;

import dev.sameriver.function.LongGetter;
import dev.sameriver.log.Event;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The exact sum of whole numbers; a sum beyond the longs is shown as the end that it passed. */
final class LongSum<T> extends WordColumn<T> {

    private final LongGetter<T> getter;

    private transient long value;

    LongSum(String name, LongGetter<T> getter) {
        super(name, ColumnType.LONG, Int128.WORDS);
        this.getter = getter;
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
    void read(Event<T> event) {
        value = getter.get(event.value());
    }

    @Override
    void add(long[] words, int at) {
        Int128.add(words, at, value);
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
