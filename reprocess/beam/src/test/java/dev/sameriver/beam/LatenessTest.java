package dev.sameriver.beam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenessTest {

    @Test
    void alignedWindowCountsWhileItsEndIsAheadOfTheClock() {
        assertThat(Lateness.ALIGNED.counts(5, 9, 10)).isTrue();
        assertThat(Lateness.ALIGNED.counts(5, 10, 10)).isFalse();
        assertThat(Lateness.ALIGNED.counts(5, Long.MIN_VALUE, 10)).isTrue();
    }

    @Test
    void sessionCountsWhatIsNotBehindTheClock() {
        assertThat(Lateness.SESSIONS.counts(5, 5, 35)).isTrue();
        assertThat(Lateness.SESSIONS.counts(5, 6, 35)).isFalse();
        assertThat(Lateness.SESSIONS.counts(5, Long.MIN_VALUE, 35)).isTrue();
    }
}
