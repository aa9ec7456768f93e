package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlyTimesTest {

    @Test
    void combinersHandOnAtMultiplesOfTheInterval() {
        assertThat(EarlyTimes.handOn(0, 100)).isEqualTo(100);
        assertThat(EarlyTimes.handOn(99, 100)).isEqualTo(100);
        assertThat(EarlyTimes.handOn(100, 100)).isEqualTo(200);
    }

    @Test
    void windowsAreGivenAQuarterOfTheIntervalLater() {
        assertThat(EarlyTimes.give(0, 100)).isEqualTo(25);
        assertThat(EarlyTimes.give(24, 100)).isEqualTo(25);
        assertThat(EarlyTimes.give(25, 100)).isEqualTo(125);
        assertThat(EarlyTimes.give(124, 100)).isEqualTo(125);
    }

    @Test
    void windowsOfALongIntervalAreGivenSoon() {
        assertThat(EarlyTimes.give(0, 3_600_000)).isEqualTo(100);
        assertThat(EarlyTimes.give(100, 3_600_000)).isEqualTo(3_600_100);
    }

    @Test
    void intervalOfOneMillisecondHasATimeInEachMillisecond() {
        assertThat(EarlyTimes.handOn(7, 1)).isEqualTo(8);
        assertThat(EarlyTimes.give(7, 1)).isEqualTo(8);
    }
}
