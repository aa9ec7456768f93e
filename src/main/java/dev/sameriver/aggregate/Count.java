package dev.sameriver.aggregate;

import dev.sameriver.function.Condition;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Counts all events, or those that meet a condition. */
final class Count<T> extends WordColumn<T> {

    private final @Nullable Condition<T> condition;

    private transient boolean @Nullable [] counts;

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
    boolean bind(EventBlock<T> block) {
        if (condition != null && (counts == null || counts.length < block.size())) {
            counts = new boolean[block.size()];
        }
        return condition == null;
    }

    @Override
    void read(T value, int row) {
        if (condition != null && counts != null) {
            counts[row] = condition.holds(value);
        }
    }

    @Override
    void add(Additions additions, long[] words, int at) {
        int[] places = additions.words;
        int size = additions.size;
        if (condition == null || counts == null) {
            for (int i = 0; i < size; i++) {
                words[places[i] + at]++;
            }
            return;
        }
        for (int i = 0; i < size; i++) {
            words[places[i] + at] += counts[additions.rows[i]] ? 1 : 0;
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
