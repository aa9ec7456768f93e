package dev.sameriver.aggregate;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The exact sum of doubles, as a whole number of units of 2^-1074, the least double.
 *
 * <p>It is a small superaccumulator after Radford M. Neal, "Fast exact summation using small and
 * large superaccumulators" (2015, arXiv:1505.05571), in the line of Kulisch's long accumulator:
 * limbs of 32 bits, each held in a long whose upper half takes up carries, so that adding touches
 * three limbs and carries travel only once in 2^29 additions. Only the limbs that the values'
 * exponents need are held: about four for values of like size, 68 at most.
 *
 * <p>NaN and the infinities are remembered beside the sum of the finite values.
 */
final class ExactDouble {

    private static final int LIMB_BITS = 32;
    private static final long LIMB_MASK = 0xFFFF_FFFFL;
    private static final int LEAST_EXPONENT = -1074;

    /** Each addition adds less than 2^32 to a limb, so that this many stay far from 2^63. */
    private static final int MOST_PENDING = 1 << 29;

    private static final int NAN = 1;
    private static final int INFINITE = 2;
    private static final int MINUS_INFINITE = 4;

    /** NAN, INFINITE and MINUS_INFINITE, as far as such a value was added. */
    private int special;

    /** The limb at index i weighs 2^(32 * (first + i)) units. */
    private long[] limbs = new long[0];

    private int first;

    /** An upper bound of how often 2^32 may have been added to a limb. */
    private int pending;

    void add(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52) & 0x7FF;
        long mantissa = bits & 0xF_FFFF_FFFF_FFFFL;
        if (exponent == 0x7FF) {
            special |= mantissa != 0 ? NAN : bits < 0 ? MINUS_INFINITE : INFINITE;
            return;
        }
        if (exponent == 0) {
            exponent = 1;
        } else {
            mantissa |= 1L << 52;
        }
        if (mantissa != 0) {
            addScaled(mantissa, exponent - 1, bits < 0);
        }
    }

    /** Adds {@code mantissa * 2^position} units. */
    private void addScaled(long mantissa, int position, boolean negative) {
        int limb = position / LIMB_BITS;
        int shift = position % LIMB_BITS;
        reserve(limb, limb + 3);
        long low = (mantissa << shift) & LIMB_MASK;
        long middle = (mantissa >>> (LIMB_BITS - shift)) & LIMB_MASK;
        long high = shift == 0 ? 0 : mantissa >>> (2 * LIMB_BITS - shift);
        int index = limb - first;
        limbs[index] += negative ? -low : low;
        limbs[index + 1] += negative ? -middle : middle;
        limbs[index + 2] += negative ? -high : high;
        if (++pending >= MOST_PENDING) {
            carry();
        }
    }

    void add(ExactDouble other) {
        special |= other.special;
        if (other.limbs.length == 0) {
            return;
        }
        reserve(other.first, other.first + other.limbs.length);
        int shift = other.first - first;
        for (int i = 0; i < other.limbs.length; i++) {
            limbs[i + shift] += other.limbs[i];
        }
        pending += other.pending + 1;
        if (pending >= MOST_PENDING) {
            carry();
        }
    }

    /** Makes room for the limbs [start, end). */
    private void reserve(int start, int end) {
        if (limbs.length == 0) {
            first = start;
            limbs = new long[end - start];
            return;
        }
        int newFirst = Math.min(first, start);
        int newEnd = Math.max(first + limbs.length, end);
        if (newEnd - newFirst != limbs.length) {
            long[] grown = new long[newEnd - newFirst];
            System.arraycopy(limbs, 0, grown, first - newFirst, limbs.length);
            limbs = grown;
            first = newFirst;
        }
    }

    /** Brings all limbs but the highest into [0, 2^32), and the highest, signed, into 32 bits. */
    private void carry() {
        long carried = 0;
        for (int i = 0; i < limbs.length; i++) {
            long limb = limbs[i] + carried;
            limbs[i] = limb & LIMB_MASK;
            carried = limb >> LIMB_BITS;
        }
        pending = 1;
        if (limbs.length == 0) {
            return;
        }
        int top = limbs.length - 1;
        long sign = (int) limbs[top] >> (LIMB_BITS - 1);
        if (carried == sign) {
            limbs[top] = (int) limbs[top];
        } else {
            limbs = Arrays.copyOf(limbs, limbs.length + 1);
            limbs[top + 1] = carried;
        }
    }

    /** About how many bytes of memory it takes. */
    long bytes() {
        return 48 + (long) Long.BYTES * limbs.length;
    }

    /** The sum over the count, rounded once; {@code count} is 1 or greater. */
    double quotient(long count) {
        return switch (special) {
            case 0 -> Rounding.quotient(units(), LEAST_EXPONENT, count);
            case INFINITE -> Double.POSITIVE_INFINITY;
            case MINUS_INFINITE -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    private BigInteger units() {
        BigInteger sum = BigInteger.ZERO;
        for (int i = limbs.length - 1; i >= 0; i--) {
            sum = sum.shiftLeft(LIMB_BITS).add(BigInteger.valueOf(limbs[i]));
        }
        return sum.shiftLeft(LIMB_BITS * first);
    }

    /**
     * What was special, the number of limbs, the place of the lowest, and the limbs from there: the
     * fewest of the two's complement, so that equal sums have equal bytes.
     */
    void write(DataOutputView out) throws IOException {
        carry();
        int end = limbs.length;
        while (end > 1 && limbs[end - 1] == (int) limbs[end - 2] >> (LIMB_BITS - 1)) {
            end--;
        }
        int start = 0;
        while (start < end && (int) limbs[start] == 0) {
            start++;
        }
        out.writeByte(special);
        out.writeByte(end - start);
        if (start < end) {
            out.writeByte(first + start);
        }
        for (int i = start; i < end; i++) {
            out.writeInt((int) limbs[i]);
        }
    }

    static ExactDouble read(DataInputView in) throws IOException {
        ExactDouble sum = new ExactDouble();
        sum.special = in.readByte();
        int length = in.readByte();
        if (length > 0) {
            sum.first = in.readByte();
            sum.limbs = new long[length];
            for (int i = 0; i < length; i++) {
                sum.limbs[i] = in.readInt() & LIMB_MASK;
            }
            sum.limbs[length - 1] = (int) sum.limbs[length - 1];
            sum.pending = 1;
        }
        return sum;
    }
}
