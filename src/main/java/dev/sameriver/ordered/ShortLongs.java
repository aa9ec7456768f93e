package dev.sameriver.ordered;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Longs in as few bytes as they need, seven bits in each, the lowest first, in Avro's zig-zag form:
 * from -64 to 63 in one byte, -1,000 in two, and the least and the greatest in ten.
 */
final class ShortLongs {

    private ShortLongs() {}

    static void write(long value, DataOutputView out) throws IOException {
        long left = value << 1 ^ value >> 63;
        while ((left & ~0x7fL) != 0) {
            out.writeByte((int) (left | 0x80));
            left >>>= 7;
        }
        out.writeByte((int) left);
    }

    static long read(DataInputView in) throws IOException {
        long read = 0;
        int shift = 0;
        byte next = in.readByte();
        while (next < 0) {
            read |= (next & 0x7fL) << shift;
            shift += 7;
            next = in.readByte();
        }
        read |= (long) next << shift;
        return read >>> 1 ^ -(read & 1);
    }
}
