package dev.sameriver.aggregate;

import dev.sameriver.function.Condition;
import dev.sameriver.log.Event;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Counts all events, or those that meet a condition. */
final class Count<T> extends WordColumn<T> {

    private final @Nullable Condition<T> condition;

    private transient boolean counts;

    Count(String name, @Nullable Condition<T> condition) {
        super(name, ColumnType.LONG, 1);
        this.condition = condition;
    }

    @Override
    public String format() {
        return "count/1";
    }

    @Override
    void create(long[] words, int at) {
        words[at] = 0;
    }

    @Override
    void read(Event<T> event) {
        counts = condition == null || condition.holds(event.value());
    }

    @Override
    void add(long[] words, int at) {
        if (counts) {
            words[at]++;
        }
    }

    @Override
    void merge(long[] into, int at, long[] from, int fromAt) {
        into[at] += from[fromAt];
    }

    @Override
    Object result(long[] words, int at) {
        return words[at];
    }

    @Override
    void write(long[] words, int at, DataOutputView out) throws IOException {
        Binary.writeUnsigned(words[at], out);
    }

    @Override
    void read(long[] words, int at, DataInputView in) throws IOException {
        words[at] = Binary.readUnsigned(in);
    }
}
