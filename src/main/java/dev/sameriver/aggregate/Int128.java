package dev.sameriver.aggregate;

import java.io.IOException;
import java.math.BigInteger;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A whole number of 128 bits that longs are added to. It takes 2^63 additions of the greatest long
 * to leave its range, so that no sum of a log's values does.
 */
final class Int128 {

    private static final BigInteger LOW_BITS =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    private long high;
    private long low;

    void add(long value) {
        low += value;
        high += (value >> 63) + (Long.compareUnsigned(low, value) < 0 ? 1 : 0);
    }

    void add(Int128 other) {
        long addend = other.low;
        low += addend;
        high += other.high + (Long.compareUnsigned(low, addend) < 0 ? 1 : 0);
    }

    boolean fitsLong() {
        return high == low >> 63;
    }

    /** This number as a long, or the end of the longs that is nearest to it. */
    long saturated() {
        if (fitsLong()) {
            return low;
        }
        return high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    BigInteger toBigInteger() {
        BigInteger magnitude = BigInteger.valueOf(high).shiftLeft(Long.SIZE);
        return magnitude.or(BigInteger.valueOf(low).and(LOW_BITS));
    }

    /** The bytes of the two's complement, the lowest first, without those that repeat the sign. */
    void write(DataOutputView out) throws IOException {
        int length = length();
        out.writeByte(length);
        for (int i = 0; i < length; i++) {
            out.writeByte(byteAt(i));
        }
    }

    static Int128 read(DataInputView in) throws IOException {
        Int128 number = new Int128();
        int length = in.readByte();
        byte last = 0;
        for (int i = 0; i < length; i++) {
            last = in.readByte();
            number.put(i, last);
        }
        for (int i = length; i < 16 && last < 0; i++) {
            number.put(i, (byte) -1);
        }
        return number;
    }

    private int length() {
        int length = 16;
        byte sign = (byte) (high >> 63);
        while (length > 0 && byteAt(length - 1) == sign && repeatsSign(length - 1, sign)) {
            length--;
        }
        return length;
    }

    private boolean repeatsSign(int index, byte sign) {
        return index == 0 ? sign == 0 : byteAt(index - 1) >> 7 == sign;
    }

    private byte byteAt(int index) {
        return (byte) (index < 8 ? low >>> (8 * index) : high >>> (8 * (index - 8)));
    }

    private void put(int index, byte bits) {
        long unsigned = bits & 0xFFL;
        if (index < 8) {
            low |= unsigned << (8 * index);
        } else {
            high |= unsigned << (8 * (index - 8));
        }
    }
}
