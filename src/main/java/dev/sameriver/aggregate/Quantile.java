package dev.sameriver.aggregate;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.PaginatedStore;
import com.datadoghq.sketch.ddsketch.store.Store;
import dev.sameriver.function.DoubleGetter;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.util.BitSet;
import java.util.Iterator;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A quantile from a DDSketch: counts of values in buckets that grow by 2% each.
 *
 * <p>The stores never collapse buckets, so that the counts are a function of the values, and the
 * quantile is one of the counts. They take 8 bytes a bucket in pages where there is a value: about
 * 1 KB for values from 1 to 10.
 */
final class Quantile<T> extends ObjectColumn<T, Quantile.Sketch> {

    private static final double RELATIVE_ACCURACY = 0.01;

    private static final IndexMapping BUCKETS = new CubicallyInterpolatedMapping(RELATIVE_ACCURACY);

    private final double q;
    private final DoubleValues<T> values;

    Quantile(String name, double q, DoubleGetter<T> getter) {
        super(name, ColumnType.DOUBLE);
        if (!(q >= 0 && q <= 1)) {
            throw new UserError(
                    "A quantile is a share from 0 to 1, but column "
                            + name
                            + " asks for "
                            + q
                            + ": write the median as 0.5 and the 99th percentile as 0.99.");
        }
        this.q = q;
        this.values = new DoubleValues<>(getter);
    }

    @Override
    public String format() {
        return "quantile-1%/1";
    }

    @Override
    public Sketch create() {
        return new Sketch();
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
    public void add(Sketch accumulator, int row) {
        double read = values.get()[row];
        double greatest = BUCKETS.maxIndexableValue();
        double value = Double.isNaN(read) ? read : Math.max(-greatest, Math.min(greatest, read));
        if (Double.isNaN(value)) {
            accumulator.hasNaN = true;
        } else if (Math.abs(value) < BUCKETS.minIndexableValue()) {
            accumulator.zeros++;
        } else if (value > 0) {
            accumulator.positive.add(BUCKETS.index(value), 1);
        } else {
            accumulator.negative.add(BUCKETS.index(-value), 1);
        }
    }

    @Override
    public void merge(Sketch into, Sketch from) {
        into.hasNaN |= from.hasNaN;
        into.zeros += from.zeros;
        into.positive.mergeWith(from.positive);
        into.negative.mergeWith(from.negative);
    }

    @Override
    long bytes(Sketch accumulator) {
        return 32 + accumulator.positive.bytes() + accumulator.negative.bytes();
    }

    @Override
    public @Nullable Object result(Sketch accumulator) {
        if (accumulator.hasNaN) {
            return Double.NaN;
        }
        DDSketch sketch =
                DDSketch.of(
                        BUCKETS,
                        accumulator.negative.store,
                        accumulator.positive.store,
                        accumulator.zeros);
        return sketch.isEmpty() ? null : sketch.getValueAtQuantile(q);
    }

    @Override
    public void write(Sketch accumulator, DataOutputView out) throws IOException {
        out.writeBoolean(accumulator.hasNaN);
        Binary.writeUnsigned(accumulator.zeros, out);
        writeStore(accumulator.negative.store, out);
        writeStore(accumulator.positive.store, out);
    }

    @Override
    public Sketch read(DataInputView in) throws IOException {
        Sketch sketch = new Sketch();
        sketch.hasNaN = in.readBoolean();
        sketch.zeros = Binary.readUnsigned(in);
        readStore(sketch.negative, in);
        readStore(sketch.positive, in);
        return sketch;
    }

    /**
     * Writes each filled bucket's count and its distance from the one before; a count of 0 ends.
     */
    private static void writeStore(Store store, DataOutputView out) throws IOException {
        int previous = 0;
        for (Iterator<Bin> bins = store.getAscendingIterator(); bins.hasNext(); ) {
            Bin bin = bins.next();
            Binary.writeUnsigned((long) bin.getCount(), out);
            Binary.writeSigned(bin.getIndex() - previous, out);
            previous = bin.getIndex();
        }
        Binary.writeUnsigned(0, out);
    }

    private static void readStore(Buckets buckets, DataInputView in) throws IOException {
        int index = 0;
        for (long count = Binary.readUnsigned(in); count > 0; count = Binary.readUnsigned(in)) {
            index += (int) Binary.readSigned(in);
            buckets.add(index, count);
        }
    }

    static final class Sketch {
        private final Buckets positive = new Buckets();
        private final Buckets negative = new Buckets();
        private long zeros;
        private boolean hasNaN;
    }

    /** Counts by bucket, and which pages they take; the store itself does not tell. */
    private static final class Buckets {
        private static final int PAGE_SHIFT = 7;
        private static final int BYTES_A_PAGE = 16 + (Double.BYTES << PAGE_SHIFT);
        private static final int LEAST_PAGE =
                BUCKETS.index(BUCKETS.minIndexableValue()) >> PAGE_SHIFT;

        private final Store store = new PaginatedStore();
        private final BitSet pages = new BitSet();
        private int pageCount;

        private void add(int index, double count) {
            store.add(index, count);
            int page = (index >> PAGE_SHIFT) - LEAST_PAGE;
            if (!pages.get(page)) {
                pages.set(page);
                pageCount++;
            }
        }

        private void mergeWith(Buckets other) {
            store.mergeWith(other.store);
            pages.or(other.pages);
            pageCount = pages.cardinality();
        }

        private long bytes() {
            return 160 + pages.length() + (long) BYTES_A_PAGE * pageCount;
        }
    }
}
