package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Binary;
import dev.sameriver.aggregate.Totals;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;

/**
 * Reads the entries of partials, one after the other; see {@link PartialWriter} for their bytes.
 */
final class PartialReader {

    private final Aggregation<?> aggregation;
    private final DataInputDeserializer bytes = new DataInputDeserializer();

    private final Totals totals;

    private long from;
    private long to;

    PartialReader(Aggregation<?> aggregation) {
        this.aggregation = aggregation;
        this.totals = aggregation.blank();
    }

    /** Turns to the entries of a partial. */
    void open(Partial partial) {
        bytes.setBuffer(partial.entries);
        from = 0;
    }

    /**
     * Turns to the next entry, if there is one; its totals must have been read or there was none.
     */
    boolean next() throws IOException {
        if (bytes.available() == 0) {
            return false;
        }
        from += Binary.readSigned(bytes);
        long distance = Binary.readUnsigned(bytes);
        to = distance == 0 ? Partial.ALL_WINDOWS : from + distance - 1;
        return true;
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    /**
     * The entry's totals, in a place that the next entry's are read into; to be called once for
     * each entry.
     */
    Totals totals() throws IOException {
        aggregation.read(totals, bytes);
        return totals;
    }
}
