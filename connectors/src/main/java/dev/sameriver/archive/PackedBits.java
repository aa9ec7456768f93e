package dev.sameriver.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * The bytes of a page, read as Parquet packs them: numbers of a fixed width one behind the other,
 * the lowest bit first, and numbers of variable length in LEB128. Widths of 3 bits put 0 to 7 into
 * the bytes 0x88, 0xC6, 0xFA.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Parquet's
 *     encodings</a>
 */
final class PackedBits {

    private final ByteBuffer bytes;

    PackedBits(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return bytes.position();
    }

    void skipTo(int position) {
        if (position > bytes.limit()) {
            throw new ParquetDecodingException("a page ends early");
        }
        bytes.position(position);
    }

    /** As {@link #skipTo}, but where a last run is padded beyond the page's end, to that end. */
    void skipToOrEnd(long position) {
        bytes.position((int) Math.min(position, bytes.limit()));
    }

    int nextByte() {
        if (!bytes.hasRemaining()) {
            throw new ParquetDecodingException("a page ends early");
        }
        return bytes.get() & 0xFF;
    }

    /** The next byte, a width in bits. */
    int nextWidth(int greatest) {
        int width = nextByte();
        if (width > greatest) {
            throw new ParquetDecodingException("numbers of " + width + " bits");
        }
        return width;
    }

    /** The next number of variable length. */
    long nextUnsigned() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = nextByte();
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new ParquetDecodingException("a number of variable length has more than 10 bytes");
    }

    /** The next number of variable length that may be negative. */
    long nextSigned() {
        long value = nextUnsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    /**
     * Numbers of a fixed width, of which the first one begins some bits behind a position.
     *
     * @param width in bits, 0 to 64
     */
    void unpack(int position, long bit, int width, long[] into, int from, int until) {
        if (position + (bit + (long) width * (until - from) + 7) / 8 > bytes.limit()) {
            throw new ParquetDecodingException("a page ends early");
        }
        long mask = width == Long.SIZE ? -1 : (1L << width) - 1;
        long at = 8L * position + bit;
        // From here on, eight bytes in one go would pass the end.
        long safe = 8L * (bytes.limit() - Long.BYTES + 1);
        for (int i = from; i < until; i++) {
            int shift = (int) at & 7;
            int start = (int) (at >>> 3);
            long word = at < safe ? bytes.getLong(start) : lastBytes(start);
            long value = word >>> shift;
            if (shift + width > Long.SIZE) {
                value |= (bytes.get(start + Long.BYTES) & 0xFFL) << (Long.SIZE - shift);
            }
            into[i] = value & mask;
            at += width;
        }
    }

    private long lastBytes(int start) {
        long word = 0;
        for (int i = bytes.limit() - 1; i >= start; i--) {
            word = (word << 8) | (bytes.get(i) & 0xFF);
        }
        return word;
    }
}
