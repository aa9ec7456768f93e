package dev.sameriver.aggregate;

import dev.sameriver.log.EventBlock;
import dev.sameriver.log.Position;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Where the last event of a row stands in the log, as a TEXT: of the positions {@code 0/2/17} and
 * {@code 0/3/4}, the second. So what is made of a window has a place among what is made of events.
 *
 * <p>The first word is the generation and the partition, plus one so that 0 is none; the second is
 * the offset.
 */
public final class LastPosition<T> extends WordColumn<T> {

    private static final String NAME = "sameriver_last";

    private transient @Nullable EventBlock<T> block;

    public LastPosition() {
        super(NAME, ColumnType.TEXT, 2);
    }

    /** The position that a value of this column is. */
    public static Position parse(String value) {
        String[] parts = value.split("/", -1);
        return new Position(
                Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
    }

    @Override
    public String format() {
        return "last-position/1";
    }

    @Override
    void create(long[] words, int at) {
        words[at] = 0;
        words[at + 1] = 0;
    }

    @Override
    boolean bind(EventBlock<T> newBlock) {
        block = newBlock;
        return true;
    }

    /** Reads nothing: where an event stands is in its block. */
    @Override
    void read(T value, int row) {}

    @Override
    void add(Additions additions, long[] words, int at) {
        EventBlock<T> events = Objects.requireNonNull(block, "no block is bound");
        long partition = ((long) events.generation() << Integer.SIZE | events.partition()) + 1;
        for (int i = 0; i < additions.size; i++) {
            put(words, additions.words[i] + at, partition, events.offset(additions.rows[i]));
        }
    }

    @Override
    void merge(long[] into, int at, long[] from, int fromAt) {
        put(into, at, from[fromAt], from[fromAt + 1]);
    }

    private static void put(long[] words, int at, long partition, long offset) {
        if (partition > words[at] || partition == words[at] && offset > words[at + 1]) {
            words[at] = partition;
            words[at + 1] = offset;
        }
    }

    @Override
    @Nullable Object result(long[] words, int at) {
        long partition = words[at] - 1;
        return partition < 0
                ? null
                : new Position((int) (partition >>> Integer.SIZE), (int) partition, words[at + 1])
                        .toString();
    }

    @Override
    void write(long[] words, int at, DataOutputView out) throws IOException {
        Binary.writeUnsigned(words[at], out);
        Binary.writeUnsigned(words[at + 1], out);
    }

    @Override
    void read(long[] words, int at, DataInputView in) throws IOException {
        words[at] = Binary.readUnsigned(in);
        words[at + 1] = Binary.readUnsigned(in);
    }
}
