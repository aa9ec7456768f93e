package dev.sameriver.ordered;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * About how many bytes of memory values take: as an object, twice what one in {@value #SAMPLE} of
 * them was serialized to, and each of the first {@value #FIRST}.
 */
final class Weight<V> {

    /** A prime, so that values that come in turn have theirs. */
    private static final int SAMPLE = 257;

    private static final int FIRST = 32;

    /** Of so many weights the older ones count half, so that what is usual may change. */
    private static final int MOST = 4_096;

    private static final int OBJECT = 96;

    private final TypeSerializer<V> serializer;
    private final DataOutputSerializer bytes = new DataOutputSerializer(256);

    private long seen;

    /** How many places were weighed, ever. */
    private long places;

    /** Of how many weights the sum is; older ones count less than one each. */
    private long weighed;

    private double sum;

    Weight(TypeSerializer<V> serializer) {
        this.serializer = serializer;
    }

    /** Weighs a value, if it is its turn. */
    void see(V value) {
        of(value, 0);
    }

    /**
     * Weighs a value that takes the place of another, if it is its turn. So each place counts once
     * in what is usual, however often it changes.
     *
     * @param before what the other was weighed with, in bytes; 0 if it was not
     * @return the weight in bytes if it was its turn, else the weight before
     */
    long of(V value, long before) {
        seen++;
        if (seen > FIRST && seen % SAMPLE != 0) {
            return before;
        }
        long now = OBJECT + 2L * serialized(value);
        if (before != 0) {
            // One of all places has changed, which the sum may stand for a part of.
            sum += (double) (now - before) * weighed / places;
            return now;
        }
        places++;
        weighed++;
        sum += now;
        if (weighed == MOST) {
            sum /= 2;
            weighed /= 2;
        }
        return now;
    }

    /** About what a value takes that was not weighed, in bytes. */
    long usual() {
        return weighed == 0 ? OBJECT : Math.max(OBJECT, (long) (sum / weighed));
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
