package dev.sameriver.beam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Clock;
import org.junit.jupiter.api.Test;

class ClockColumnTest {

    @Test
    void clockIsTheGreatestTimeBeforeTheRecordMinusTheBound() {
        ClockColumn clock = new ClockColumn(Clock.NONE, false, 100);
        assertThat(clock.next()).isEqualTo(Clock.NONE);
        clock.event(1_000);
        assertThat(clock.next()).isEqualTo(900);
        clock.event(500);
        assertThat(clock.next()).isEqualTo(900);
        clock.heartbeat(2_000);
        assertThat(clock.next()).isEqualTo(1_900);
    }

    @Test
    void clockGoesOnFromTheSegmentBefore() {
        assertThat(new ClockColumn(1_000, false, 100).next()).isEqualTo(900);
    }

    @Test
    void allIsLateInAnAddedPartitionBeforeItsFirstHeartbeat() {
        ClockColumn clock = new ClockColumn(Clock.NONE, true, 100);
        clock.event(1_000);
        assertThat(clock.next()).isEqualTo(Clock.MAX_TIME);
        clock.heartbeat(500);
        assertThat(clock.next()).isEqualTo(900);
    }
}
