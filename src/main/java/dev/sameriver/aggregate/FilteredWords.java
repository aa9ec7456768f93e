package dev.sameriver.aggregate;

import dev.sameriver.function.Condition;
import dev.sameriver.log.EventBlock;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A column of words over the events that meet a condition. The first word counts these; the others
 * are the column's.
 */
final class FilteredWords<T> extends WordColumn<T> {

    private final WordColumn<T> column;
    private final FilteredRows<T> rows;
    private transient @Nullable Additions taken;

    FilteredWords(Condition<T> condition, WordColumn<T> column) {
        super(column.name(), column.type(), 1 + column.size());
        this.column = column;
        this.rows = new FilteredRows<>(condition, column);
    }

    @Override
    public String format() {
        return FilteredRows.format(column);
    }

    @Override
    void create(long[] words, int at) {
        words[at] = 0;
        column.create(words, at + 1);
    }

    @Override
    boolean bind(EventBlock<T> block) {
        return rows.bind(block);
    }

    @Override
    void read(T value, int row) {
        rows.read(value, row);
    }

    @Override
    void add(Additions additions, long[] words, int at) {
        Additions some = taken == null ? new Additions() : taken;
        taken = some;
        some.clear();
        for (int i = 0; i < additions.size; i++) {
            if (rows.isTaken(additions.rows[i])) {
                words[additions.words[i] + at]++;
                some.put(additions.rows[i], additions.words[i], additions.objects[i]);
            }
        }
        column.add(some, words, at + 1);
    }

    @Override
    void merge(long[] into, int at, long[] from, int fromAt) {
        into[at] += from[fromAt];
        column.merge(into, at + 1, from, fromAt + 1);
    }

    @Override
    @Nullable Object result(long[] words, int at) {
        return words[at] == 0 ? null : column.result(words, at + 1);
    }

    @Override
    void write(long[] words, int at, DataOutputView out) throws IOException {
        Binary.writeUnsigned(words[at], out);
        column.write(words, at + 1, out);
    }

    @Override
    void read(long[] words, int at, DataInputView in) throws IOException {
        words[at] = Binary.readUnsigned(in);
        column.read(words, at + 1, in);
    }
}
