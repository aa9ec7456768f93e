package dev.sameriver.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.view.UserError;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

    private static final List<String> KEYS =
            IntStream.range(0, 5_000).mapToObj(i -> "K" + i).toList();

    @Test
    void roundsLookAtEveryKeyOnceAndBeginAgain() {
        Sample sample = Sample.of("12.5%");
        List<String> all =
                IntStream.range(0, 8)
                        .mapToObj(sample::round)
                        .flatMap(part -> KEYS.stream().filter(part.keys()::takes))
                        .toList();
        assertThat(all).hasSameSizeAs(KEYS).containsAll(KEYS);
        assertThat(sample.round(8).keys()).isEqualTo(sample.keys());
        assertThat(sample.round(3)).hasToString("12.5% from 37.5%");
    }

    @Test
    void whatIsNoPercentageIsRefused() {
        for (String mistake : List.of("0%", "101%", "5", "-1%", "a%", "")) {
            assertThatThrownBy(() -> Sample.of(mistake))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("--sample is " + mistake);
        }
    }
}
