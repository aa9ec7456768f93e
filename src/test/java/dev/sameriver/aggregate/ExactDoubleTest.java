package dev.sameriver.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Random;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ExactDoubleTest {

    @Test
    void sumIsTheDoubleNearestToTheExactOne() {
        assertThat(sum(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1)).isEqualTo(1.0);
        assertThat(sum(1e100, 1, -1e100)).isEqualTo(1.0);
        assertThat(sum(0x1p53, 1, Double.MIN_VALUE)).isEqualTo(0x1p53 + 2);
        assertThat(sum(0x1p53, 1)).isEqualTo(0x1p53);
        assertThat(sum(Double.MIN_VALUE, Double.MIN_VALUE)).isEqualTo(2 * Double.MIN_VALUE);
    }

    @Test
    void sumComesBackFromBeyondTheDoubles() {
        double most = Double.MAX_VALUE;
        assertThat(sum(most, most)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(sum(most, most, -most)).isEqualTo(most);
        assertThat(sum(-most, -most)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void sumAgreesWithBigDecimal() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            int spread = 1 + random.nextInt(120);
            ExactDouble sum = new ExactDouble();
            BigDecimal exact = BigDecimal.ZERO;
            for (int n = random.nextInt(30); n >= 0; n--) {
                double value =
                        Math.scalb(random.nextGaussian(), random.nextInt(2 * spread) - spread);
                sum.add(value);
                exact = exact.add(new BigDecimal(value));
            }
            assertThat(sum.quotient(1)).isEqualTo(Double.parseDouble(exact.toString()));
        }
    }

    @Test
    void specialValuesDecideInAnyOrder() {
        double infinite = Double.POSITIVE_INFINITY;
        assertThat(sum(1, infinite, -5)).isEqualTo(infinite);
        assertThat(sum(-infinite, 1)).isEqualTo(-infinite);
        assertThat(sum(infinite, -infinite)).isNaN();
        assertThat(sum(Double.NaN, infinite)).isNaN();
        assertThat(sum(-0.0, -0.0)).isEqualTo(0.0);
    }

    @Test
    void equalSumsHaveEqualBytesHoweverTheyWereReached() throws IOException {
        assertThat(bytes(1e300, 3, -1e300)).isEqualTo(bytes(1, 1, 1));
        assertThat(bytes(1e-300, -1e-300, -2)).isEqualTo(bytes(-1, -1));
        assertThat(bytes(5, -5)).isEqualTo(bytes()).hasSize(2);
        assertThat(bytes(-0x1p-1074)).isEqualTo(bytes(0x1p-1074, -0x1p-1073));
    }

    @Test
    void carriesTravelBeforeALimbIsFull() {
        ExactDouble sum = new ExactDouble();
        sum.add(1.0 - 0x1p-53);
        for (int doubling = 0; doubling < 62; doubling++) {
            sum.add(sum);
        }
        assertThat(sum.quotient(1)).isEqualTo(0x1p62 * (1.0 - 0x1p-53));
        assertThat(sum.quotient(1L << 62)).isEqualTo(1.0 - 0x1p-53);
    }

    private static double sum(double... values) {
        return of(values).quotient(1);
    }

    private static byte[] bytes(double... values) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        of(values).write(out);
        return out.getCopyOfBuffer();
    }

    private static ExactDouble of(double... values) {
        ExactDouble sum = new ExactDouble();
        for (double value : values) {
            sum.add(value);
        }
        return sum;
    }
}
