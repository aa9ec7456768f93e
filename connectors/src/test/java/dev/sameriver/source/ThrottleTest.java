package dev.sameriver.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final long STEP = 5_000;
    private static final long SPEED = 800_000;

    private long now;
    private long end;

    @Test
    void servingVersionThatKeepsUpLeavesTheBoundAsItIs() {
        Throttle throttle = new Throttle(0);
        for (int i = 0; i < 100; i++) {
            // A checkpoint's worth behind.
            assertThat(look(throttle, end - 10)).isZero();
        }
    }

    @Test
    void versionThatFallsBehindHalvesTheRateAndGetsItBack() {
        Throttle throttle = new Throttle(0);
        look(throttle, 0);
        long stuck = end;
        long rate = 0;
        while (rate == 0) {
            rate = look(throttle, stuck);
        }
        assertThat(now).isGreaterThan(Throttle.LIMIT.toMillis());
        assertThat(rate).isEqualTo(SPEED / 2);
        assertThat(look(throttle, stuck)).isEqualTo(SPEED / 4);
        assertThat(look(throttle, stuck)).isEqualTo(SPEED / 8);
        assertThat(look(throttle, end)).isGreaterThan(SPEED / 8);
        for (int i = 0; i < 30; i++) {
            rate = look(throttle, end);
        }
        assertThat(rate).isZero();
    }

    @Test
    void neverStandsStillAndNeverGoesOverTheBound() {
        Throttle throttle = new Throttle(5_000);
        assertThat(look(throttle, end)).isEqualTo(5_000);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 50; i++) {
            least = look(throttle, 1);
        }
        assertThat(least).isEqualTo(1_000);
        for (int i = 0; i < 50; i++) {
            assertThat(look(throttle, end)).isBetween(1_000L, 5_000L);
        }
        assertThat(look(throttle, end)).isEqualTo(5_000);
    }

    private long look(Throttle throttle, long served) {
        now += STEP;
        end += 100;
        return throttle.look(now, Map.of(0, end), Map.of(0, served), SPEED);
    }
}
