package dev.sameriver.ordered;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * About how many bytes of memory a value takes: as an object, twice what one in {@value #SAMPLE} of
 * them was serialized to, moving on with them.
 */
final class Weight<V> {

    private static final int SAMPLE = 256;
    private static final int OBJECT = 96;

    /** One sample counts at most as so many times the usual weight: it may be a giant. */
    private static final int MOST = 4;

    private final TypeSerializer<V> serializer;
    private final DataOutputSerializer bytes = new DataOutputSerializer(256);

    private long seen;
    private long usual = OBJECT;

    Weight(TypeSerializer<V> serializer) {
        this.serializer = serializer;
    }

    /** Weighs one value of many, if it is its turn, for {@link #usual}. */
    void see(V value) {
        of(value, 0);
    }

    /**
     * Weighs a value that others have come before in the same place, if it is its turn.
     *
     * @param before what was known of its place; 0 if nothing was: then it counts for {@link
     *     #usual}, so that a place that changes often does not outweigh the others
     * @return the weight in bytes if it was its turn, else what was known
     */
    long of(V value, long before) {
        if (seen++ % SAMPLE != 0) {
            return before;
        }
        long now = OBJECT + 2L * serialized(value);
        if (before == 0) {
            usual = seen == 1 ? now : (3 * usual + Math.min(now, MOST * usual)) / 4;
        }
        return now;
    }

    /** About what a value takes of which nothing is known, in bytes. */
    long usual() {
        return usual;
    }

    private int serialized(V value) {
        try {
            bytes.clear();
            serializer.serialize(value, bytes);
            return bytes.length();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
