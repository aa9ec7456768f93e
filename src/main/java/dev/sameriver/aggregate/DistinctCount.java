package dev.sameriver.aggregate;

import dev.sameriver.view.ColumnType;
import java.io.IOException;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * About how many distinct values there are, from a HyperLogLog sketch of 4096 registers.
 *
 * <p>The sketch holds up to 384 hashes as they are and registers beyond; which of the two is a
 * function of the values, as are the registers. The sketch also counts up a running (HIP) estimate,
 * which depends on order: it is never read and never written.
 */
final class DistinctCount implements Aggregator<Object, Union, Long> {

    private static final int LG_K = 12;

    private final ColumnType valueType;

    DistinctCount(ColumnType valueType) {
        this.valueType = valueType;
    }

    @Override
    public String format() {
        return "distinct-count/1";
    }

    @Override
    public ColumnType type() {
        return ColumnType.LONG;
    }

    @Override
    public Union create() {
        return new Union(LG_K);
    }

    @Override
    public void add(Union accumulator, Object value) {
        switch (valueType) {
            case TEXT, DECIMAL -> addText(accumulator, value.toString());
            case LONG, TIMESTAMP -> accumulator.update((long) (Long) value);
            case DOUBLE -> accumulator.update((double) (Double) value);
            case BOOLEAN -> accumulator.update((Boolean) value ? 1L : 0L);
        }
    }

    /** Adds a text by its UTF-16 code units, and the empty text, which the sketch would skip. */
    private static void addText(Union accumulator, String text) {
        if (text.isEmpty()) {
            accumulator.update(0L);
        } else {
            accumulator.update(text.toCharArray());
        }
    }

    @Override
    public void merge(Union into, Union from) {
        into.update(from.getResult(TgtHllType.HLL_8));
    }

    @Override
    public long bytes(Union accumulator) {
        return 192L + accumulator.getUpdatableSerializationBytes();
    }

    @Override
    public Long result(Union accumulator) {
        return Math.round(accumulator.getCompositeEstimate());
    }

    @Override
    public void write(Union accumulator, DataOutputView out) throws IOException {
        byte[] image = accumulator.getResult(TgtHllType.HLL_8).toCompactByteArray();
        HllImage.makeCanonical(image);
        Binary.writeUnsigned(image.length, out);
        out.write(image);
    }

    @Override
    public Union read(DataInputView in) throws IOException {
        byte[] image = new byte[(int) Binary.readUnsigned(in)];
        in.readFully(image);
        Union union = create();
        union.update(HllSketch.heapify(image));
        return union;
    }
}
