package dev.sameriver.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.run.JobHealth;
import org.junit.jupiter.api.Test;

class RestartsTest {

    private final Restarts restarts = new Restarts();

    @Test
    void jobThatFailsAgainAndAgainWithoutACheckpointIsNotWaitedFor() {
        for (int time = 1; time <= Restarts.MOST; time++) {
            assertThat(restarts.areTooMany()).isFalse();
            assertThat(restarts.saw(health(3, time))).isTrue();
            assertThat(restarts.saw(health(3, time))).as("the same failure").isFalse();
        }
        assertThat(restarts.areTooMany()).isTrue();
    }

    @Test
    void jobThatReachesACheckpointBetweenItsFailuresIsWaitedFor() {
        for (int time = 1; time <= 10 * Restarts.MOST; time++) {
            restarts.saw(health(time, time));
            assertThat(restarts.areTooMany()).isFalse();
        }
        assertThat(new Restarts().saw(health(0, 0))).as("nothing has failed").isFalse();
    }

    private static JobHealth health(long checkpoints, long failedMillis) {
        return new JobHealth("RESTARTING", false, checkpoints, "out of luck", failedMillis);
    }
}
