package dev.sameriver.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IsoTimeTest {

    /** Edges, and times of this century and of all others. */
    static LongStream times() {
        Random random = new Random(7);
        return LongStream.concat(
                LongStream.of(
                        0,
                        1,
                        -1,
                        20,
                        978_354_000_000L,
                        253_402_300_799_999L,
                        253_402_300_800_000L,
                        -62_167_219_200_000L,
                        -62_167_219_200_001L,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE),
                LongStream.range(0, 200)
                        .map(i -> random.nextLong() >> (i % 2 == 0 ? 22 : random.nextInt(30))));
    }

    @ParameterizedTest
    @MethodSource("times")
    void isWhatInstantGives(long millis) {
        assertThat(IsoTime.of(millis)).isEqualTo(Instant.ofEpochMilli(millis).toString());
    }
}
