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
        for (int i = 0; i < length; i++) {
            out.writeByte(byteAt(low, high, i));
        }
    }

    static void read(long[] words, int at, DataInputView in) throws IOException {
        long low = 0;
        long high = 0;
        int length = in.readByte();
        byte last = 0;
        for (int i = 0; i < 16; i++) {
            last = i < length ? in.readByte() : (byte) (last >> 7);
            long unsigned = last & 0xFFL;
            low |= i < 8 ? unsigned << (8 * i) : 0;
            high |= i < 8 ? 0 : unsigned << (8 * (i - 8));
        }
        words[at] = low;
        words[at + 1] = high;
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

    private static byte byteAt(long low, long high, int index) {
        return (byte) (index < 8 ? low >>> (8 * index) : high >>> (8 * (index - 8)));
    }
}
