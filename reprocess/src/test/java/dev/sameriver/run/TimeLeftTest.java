package dev.sameriver.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeLeftTest {

    private static final long ALL = 10_000_000;

    @Test
    void estimateIsWithin15PercentOnceAFifthIsDoneThoughTheStartIsSlow() {
        TimeLeft left = new TimeLeft();
        double events = 0;
        double second = 0;
        double estimate = 0;
        double at = 0;
        while (events < ALL) {
            if (events > ALL * 0.2 && estimate == 0) {
                at = second;
                estimate = seconds(left, second, events);
            } else {
                seconds(left, second, events);
            }
            // Cold for three seconds, then 100,000 a second.
            events += second < 3 ? 10_000 : 50_000;
            second += 0.5;
        }
        assertThat(estimate).isCloseTo(second - at, within(0.15 * (second - at)));
    }

    @Test
    void whatAnEarlierJobReadDoesNotCountAsSpeed() {
        TimeLeft left = new TimeLeft();
        seconds(left, 0, 5_000_000);
        seconds(left, 1, 5_100_000);
        assertThat(seconds(left, 2, 5_200_000)).isCloseTo(48, within(1.0));
    }

    @Test
    void nothingIsSaidWhereAJobFellBackToACheckpoint() {
        TimeLeft left = new TimeLeft();
        seconds(left, 0, 900_000);
        assertThat(left.calculate(TimeUnit.SECONDS.toNanos(1), 600_000, ALL)).isEmpty();
        assertThat(left.perSecond()).isZero();
    }

    @Test
    void nothingIsSaidBeforeTheFirstEvents() {
        assertThat(new TimeLeft().calculate(0, 0, ALL)).isEmpty();
        assertThat(new TimeLeft().calculate(0, 100, ALL)).isEmpty();
        assertThat(new TimeLeft().calculate(0, 100, -1)).isEmpty();
    }

    private static double seconds(TimeLeft left, double second, double events) {
        return left.calculate((long) (second * TimeUnit.SECONDS.toNanos(1)), (long) events, ALL)
                .map(duration -> duration.toMillis() / 1_000.0)
                .orElse(0.0);
    }
}
