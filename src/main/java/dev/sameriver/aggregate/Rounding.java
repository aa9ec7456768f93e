package dev.sameriver.aggregate;

import java.math.BigInteger;

/** Turns exact numbers into doubles with a single rounding: to nearest, ties to even. */
final class Rounding {

    /** The digits of a double, and the weight of the least one, as powers of two. */
    private static final int PRECISION = 53;

    private static final int LEAST_EXPONENT = -1074;

    private Rounding() {}

    /** {@code sum / count}, rounded once; {@code count} is 1 or greater. */
    static double quotient(long sum, long count) {
        long exact = 1L << PRECISION;
        if (sum >= -exact && sum <= exact && count <= exact) {
            return (double) sum / count;
        }
        return quotient(BigInteger.valueOf(sum), 0, count);
    }

    /** {@code number * 2^exponent / count}, rounded once; {@code count} is 1 or greater. */
    static double quotient(BigInteger number, int exponent, long count) {
        BigInteger magnitude = number.abs();
        // Two bits more than are kept, whatever the count, and the lowest one set where the
        // quotient goes on: then the rounding below sees on which side of a tie it stands.
        int shift = Math.max(0, PRECISION + 2 + Long.SIZE - magnitude.bitLength());
        BigInteger[] parts =
                magnitude.shiftLeft(shift).divideAndRemainder(BigInteger.valueOf(count));
        BigInteger digits = parts[1].signum() == 0 ? parts[0] : parts[0].shiftLeft(1).setBit(0);
        int weight = exponent - shift - (parts[1].signum() == 0 ? 0 : 1);
        double rounded = round(digits, weight);
        return number.signum() < 0 ? -rounded : rounded;
    }

    private static double round(BigInteger digits, int weight) {
        int drop = Math.max(digits.bitLength() - PRECISION, LEAST_EXPONENT - weight);
        if (drop <= 0) {
            return Math.scalb(digits.doubleValue(), weight);
        }
        BigInteger kept = digits.shiftRight(drop);
        boolean half = digits.testBit(drop - 1);
        boolean beyondHalf = half && digits.getLowestSetBit() < drop - 1;
        if (beyondHalf || (half && kept.testBit(0))) {
            kept = kept.add(BigInteger.ONE);
        }
        return Math.scalb(kept.doubleValue(), weight + drop);
    }
}
