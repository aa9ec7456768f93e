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

    private final TypeSerializer<V> serializer;
    private final DataOutputSerializer bytes = new DataOutputSerializer(256);

    private long seen;
    private long weight = OBJECT;

    Weight(TypeSerializer<V> serializer) {
        this.serializer = serializer;
    }

    /** Looks at a value, if it is its turn. */
    void see(V value) {
        if (seen++ % SAMPLE == 0) {
            try {
                bytes.clear();
                serializer.serialize(value, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            long now = OBJECT + 2L * bytes.length();
            weight = seen == 1 ? now : (3 * weight + now) / 4;
        }
    }

    long bytes() {
        return weight;
    }
}
