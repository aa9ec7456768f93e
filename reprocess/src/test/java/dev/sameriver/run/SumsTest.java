package dev.sameriver.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.operator.Combiner;
import dev.sameriver.operator.Tallies;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SumsTest {

    @Test
    void sumsOfARunningJobAreThoseSoFar() {
        assertThat(Sums.of(Map.of())).isEqualTo(new Sums(0, 0, 0, 0, Long.MIN_VALUE));
        Sums sums =
                Sums.of(
                        Map.of(
                                Tallies.COUNTED, 5L,
                                Tallies.LATE, 2L,
                                Tallies.DEAD, 1L,
                                Tallies.LEFT_OUT, 4L,
                                Combiner.POSITION, 7_000L));
        assertThat(sums).isEqualTo(new Sums(5, 2, 1, 4, 7_000));
        assertThat(sums.read()).as("with what the filter leaves out").isEqualTo(12);
    }

    @Test
    void replayThatLostTheCountsOfATaskHasNoSums() {
        assertThatThrownBy(() -> Sums.ofAll(Map.of(Tallies.COUNTED, 5L)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("rows are complete; run it again");
    }
}
