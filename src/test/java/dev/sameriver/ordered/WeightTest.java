package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.junit.jupiter.api.Test;

class WeightTest {

    private static final int OBJECT = 96 + 2 * Integer.BYTES;

    private final Weight<byte[]> weight = new Weight<>(BytePrimitiveArraySerializer.INSTANCE);

    @Test
    void usualIsTheMeanHoweverRareTheLargeOnesAre() {
        for (int i = 0; i < 100_000; i++) {
            weight.see(new byte[i % 20 == 0 ? 50_000 : 100]);
        }
        double mean = OBJECT + 2 * (0.05 * 50_000 + 0.95 * 100);
        assertThat((double) weight.usual()).isBetween(0.7 * mean, 1.5 * mean);
    }

    @Test
    void usualChangesWithTheValues() {
        for (int i = 0; i < 10_000_000; i++) {
            weight.see(new byte[i < 5_000_000 ? 100 : 1_000]);
        }
        assertThat(weight.usual()).isGreaterThan(OBJECT + 2 * 800L);
    }

    /** Half of all changes are of one place, which is a hundred times as large as the others. */
    @Test
    void placeThatChangesOftenCountsOnce() {
        long hot = 0;
        for (int i = 0; i < 100_000; i++) {
            hot = weight.of(new byte[10_000], hot);
            weight.of(new byte[100], 0);
        }
        assertThat(hot).isEqualTo(OBJECT + 2 * 10_000);
        assertThat(weight.usual()).isBetween(OBJECT + 2 * 100L, OBJECT + 4 * 100L);
    }

    /** More of them than weights that are remembered. */
    @Test
    void manyPlacesThatGrowAndShrinkAreFollowed() {
        long[] places = new long[30_000];
        byte[] small = new byte[50];
        byte[] large = new byte[500];
        for (byte[] value : new byte[][] {small, large, small}) {
            for (int round = 0; round < 300; round++) {
                for (int i = 0; i < places.length; i++) {
                    places[i] = weight.of(value, places[i]);
                }
            }
            long each = OBJECT + 2L * value.length;
            assertThat(weight.usual()).isBetween(each * 8 / 10, each * 12 / 10);
        }
    }

    @Test
    void placesThatGrowInTurnAreFollowed() {
        long[] places = new long[256];
        for (int round = 1; round <= 1_000; round++) {
            for (int i = 0; i < places.length; i++) {
                places[i] = weight.of(new byte[round], places[i]);
            }
        }
        assertThat(weight.usual()).isGreaterThan(OBJECT + 1_000L);
    }
}
