package dev.sameriver.aggregate;

import dev.sameriver.function.DoubleGetter;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The least or the greatest of floating-point numbers; NaN if any of them is; -0.0 is below 0.0.
 * The first word is 1 if there is one, else 0; the second has the number's bits, or those of the
 * infinity that gives way to any.
 */
final class DoubleExtreme<T> extends WordColumn<T> {

    private final DoubleValues<T> values;
    private final boolean greatest;

    DoubleExtreme(String name, DoubleGetter<T> getter, boolean greatest) {
        super(name, ColumnType.DOUBLE, 2);
        this.values = new DoubleValues<>(getter);
        this.greatest = greatest;
    }

    @Override
    public String format() {
        return greatest ? "max-double/1" : "min-double/1";
    }

    @Override
    void create(long[] words, int at) {
        words[at] = 0;
        put(words, at, greatest ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
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
        double[] numbers = values.get();
        int[] rows = additions.rows;
        int[] places = additions.words;
        int size = additions.size;
        for (int i = 0; i < size; i++) {
            int place = places[i] + at;
            words[place] = 1;
            put(words, place, extreme(number(words, place), numbers[rows[i]]));
        }
    }

    @Override
    void merge(long[] into, int at, long[] from, int fromAt) {
        into[at] |= from[fromAt];
        put(into, at, extreme(number(into, at), number(from, fromAt)));
    }

    private double extreme(double one, double other) {
        return greatest ? Math.max(one, other) : Math.min(one, other);
    }

    private static double number(long[] words, int at) {
        return Double.longBitsToDouble(words[at + 1]);
    }

    /** With the same bits for every NaN. */
    private static void put(long[] words, int at, double number) {
        words[at + 1] = Double.doubleToLongBits(number);
    }

    @Override
    @Nullable Object result(long[] words, int at) {
        return words[at] == 0 ? null : (Double) number(words, at);
    }

    @Override
    void write(long[] words, int at, DataOutputView out) throws IOException {
        out.writeBoolean(words[at] != 0);
        if (words[at] != 0) {
            out.writeLong(words[at + 1]);
        }
    }

    @Override
    void read(long[] words, int at, DataInputView in) throws IOException {
        create(words, at);
        if (in.readBoolean()) {
            words[at] = 1;
            words[at + 1] = in.readLong();
        }
    }
}
