package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Binary;
import dev.sameriver.aggregate.Totals;
import java.io.IOException;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Writes partials, entry by entry.
 *
 * <p>Of an entry it writes {@code from} as the difference to the entry before, {@code to} as 1 more
 * than the difference to {@code from} (0 for all windows), both in as few bytes as they need, and
 * then the accumulators. Two minutes' slices of a key, with a count of 10 each, take 14 bytes: five
 * for the first slice's end, three for the way to the next, and for each entry one for {@code to}
 * and two for a sum and a count.
 */
final class PartialWriter {

    /**
     * A key with more goes on in several records, as Flink's sorter has none larger than memory.
     */
    private static final int MOST_BYTES = 1 << 16;

    private final Aggregation<?> aggregation;
    private final Output output;
    private final DataOutputSerializer bytes = new DataOutputSerializer(256);

    private long first;
    private long previous;

    /** Where partials go. */
    interface Output {

        /**
         * @param first what the partial's first entry is {@code from}
         */
        void collect(Partial partial, long first);
    }

    PartialWriter(Aggregation<?> aggregation, Output output) {
        this.aggregation = aggregation;
        this.output = output;
    }

    /** Adds an entry of a key, all of whose entries are added before those of another. */
    void add(Object key, long from, long to, Totals totals) {
        if (bytes.length() >= MOST_BYTES) {
            finish(key);
        }
        if (bytes.length() == 0) {
            first = from;
        }
        try {
            Binary.writeSigned(from - previous, bytes);
            Binary.writeUnsigned(to == Partial.ALL_WINDOWS ? 0 : to - from + 1, bytes);
            aggregation.write(totals, bytes);
        } catch (IOException e) {
            throw new IllegalStateException("an accumulator that cannot be written", e);
        }
        previous = from;
    }

    /** Hands on what was added of a key since it was called last, if anything was. */
    void finish(Object key) {
        if (bytes.length() > 0) {
            output.collect(new Partial(key, bytes.getCopyOfBuffer()), first);
            bytes.clear();
            previous = 0;
        }
    }
}
