package dev.sameriver.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoundingTest {

    @Test
    void quotientIsTheNearestDouble() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            BigInteger number = new BigInteger(1 + random.nextInt(140), random);
            number = random.nextBoolean() ? number : number.negate();
            long count = (random.nextLong() >>> (1 + random.nextInt(62))) + 1;
            // 400 digits of a quotient of 140 bits by 63 settle every tie that is not one.
            BigDecimal exact =
                    new BigDecimal(number).divide(BigDecimal.valueOf(count), new MathContext(400));
            assertThat(Rounding.quotient(number, 0, count))
                    .as("%s / %s", number, count)
                    .isEqualTo(nearest(exact));
        }
    }

    @Test
    void tiesGoToTheEvenDouble() {
        assertThat(Rounding.quotient((1L << 53) + 1, 1)).isEqualTo(0x1p53);
        assertThat(Rounding.quotient((1L << 53) + 3, 1)).isEqualTo(0x1p53 + 4);
        assertThat(Rounding.quotient((1L << 54) + 2, 2)).isEqualTo(0x1p53);
    }

    @Test
    void leastDoublesAreRoundedOnceToo() {
        BigInteger three = BigInteger.valueOf(3);
        assertThat(Rounding.quotient(three, -1074, 1)).isEqualTo(3 * Double.MIN_VALUE);
        assertThat(Rounding.quotient(three, -1074, 2)).isEqualTo(2 * Double.MIN_VALUE);
        assertThat(Rounding.quotient(BigInteger.ONE, -1074, 2)).isEqualTo(0.0);
        assertThat(Rounding.quotient(BigInteger.ONE.negate(), -1074, 1))
                .isEqualTo(-Double.MIN_VALUE);
    }

    @Test
    void quotientBeyondTheDoublesIsInfinite() {
        BigInteger great = BigInteger.ONE.shiftLeft(1024);
        assertThat(Rounding.quotient(great, 0, 1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Rounding.quotient(great, 0, 2)).isEqualTo(0x1p1023);
    }

    /** The double nearest to a number, by trying the neighbours of a close one. */
    private static double nearest(BigDecimal exact) {
        double best = exact.doubleValue();
        for (double other : new double[] {Math.nextDown(best), Math.nextUp(best)}) {
            BigDecimal gain = distance(best, exact).subtract(distance(other, exact));
            boolean tieToEven = gain.signum() == 0 && (Double.doubleToLongBits(other) & 1) == 0;
            if (gain.signum() > 0 || tieToEven) {
                best = other;
            }
        }
        return best;
    }

    private static BigDecimal distance(double candidate, BigDecimal exact) {
        return new BigDecimal(candidate).subtract(exact).abs();
    }
}
