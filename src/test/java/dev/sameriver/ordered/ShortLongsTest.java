package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ShortLongsTest {

    @Test
    void longsTakeAsManyBytesAsTheyNeedAndAreReadAsTheyWere() throws IOException {
        assertThat(bytes(0)).isEqualTo(1);
        assertThat(bytes(63)).isEqualTo(1);
        assertThat(bytes(-64)).isEqualTo(1);
        assertThat(bytes(64)).isEqualTo(2);
        assertThat(bytes(-1_000)).isEqualTo(2);
        assertThat(bytes(Long.MAX_VALUE)).isEqualTo(10);
        assertThat(bytes(Long.MIN_VALUE)).isEqualTo(10);
        for (int bits = 0; bits < Long.SIZE; bits++) {
            bytes(1L << bits);
            bytes((1L << bits) - 1);
            bytes(-(1L << bits));
        }
    }

    /** How many bytes a long takes, from which it was read again. */
    private static int bytes(long value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        ShortLongs.write(value, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(ShortLongs.read(in)).isEqualTo(value);
        assertThat(in.available()).isZero();
        return out.length();
    }
}
