package dev.sameriver.aggregate;

import java.io.IOException;
import java.math.BigInteger;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Whole numbers of 128 bits that longs are added to, each in two words: the low bits, then the high
 * ones. It takes 2^63 additions of the greatest long to leave their range, so that no sum of a
 * log's values does.
 */
final class Int128 {

    /** How many words a number takes. */
    static final int WORDS = 2;

    private static final BigInteger LOW_BITS =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    private Int128() {}

    static void setZero(long[] words, int at) {
        words[at] = 0;
        words[at + 1] = 0;
    }

    static void add(long[] words, int at, long value) {
        add(words, at, value, value >> 63);
    }

    /** Adds a number, given by its low and its high bits. */
    static void add(long[] words, int at, long low, long high) {
        long sum = words[at] + low;
        words[at] = sum;
        words[at + 1] += high + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
    }

    static boolean fitsLong(long[] words, int at) {
        return words[at + 1] == words[at] >> 63;
    }

    /** The number as a long, or the end of the longs that is nearest to it. */
    static long saturated(long[] words, int at) {
        if (fitsLong(words, at)) {
            return words[at];
        }
        return words[at + 1] < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    static BigInteger toBigInteger(long[] words, int at) {
        BigInteger magnitude = BigInteger.valueOf(words[at + 1]).shiftLeft(Long.SIZE);
        return magnitude.or(BigInteger.valueOf(words[at]).and(LOW_BITS));
    }

    /** Writes the bytes of the two's complement, the lowest first, without those that repeat it. */
    static void write(long[] words, int at, DataOutputView out) throws IOException {
        long low = words[at];
        long high = words[at + 1];
        int length = length(low, high);
        out.writeByte(length);
        writeBytes(low, Math.min(length, Long.BYTES), out);
        writeBytes(high, length - Long.BYTES, out);
    }

    private static void writeBytes(long word, int count, DataOutputView out) throws IOException {
        long rest = word;
        for (int i = 0; i < count; i++) {
            out.writeByte((int) rest);
            rest >>= Byte.SIZE;
        }
    }

    static void read(long[] words, int at, DataInputView in) throws IOException {
        int length = in.readByte();
        words[at] = readBytes(Math.min(length, Long.BYTES), in);
        words[at + 1] = length > Long.BYTES ? readBytes(length - Long.BYTES, in) : words[at] >> 63;
    }

    /** The number that some bytes of a two's complement, 0 to 8 of them, stand for. */
    private static long readBytes(int count, DataInputView in) throws IOException {
        long word = 0;
        for (int i = 0; i < count; i++) {
            word |= (in.readByte() & 0xFFL) << (Byte.SIZE * i);
        }
        int unused = Long.SIZE - Byte.SIZE * count;
        return count == 0 ? 0 : word << unused >> unused;
    }

    /** How many bytes tell the number: 0 for 0, 1 for -128 to 127. */
    private static int length(long low, long high) {
        long sign = high >> 63;
        long differing = high ^ sign;
        int bits =
                differing != 0
                        ? 2 * Long.SIZE - Long.numberOfLeadingZeros(differing)
                        : Long.SIZE - Long.numberOfLeadingZeros(low ^ sign);
        return bits == 0 && sign == 0 ? 0 : bits / 8 + 1;
    }
}
