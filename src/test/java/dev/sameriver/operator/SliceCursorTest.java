package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Clock;
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.SliceMath;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the arithmetic that it saves. */
class SliceCursorTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();

    private static final List<AlignedWindows> WINDOWS =
            List.of(
                    Windows.tumbling(Duration.ofMinutes(1)),
                    Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(1)),
                    Windows.hopping(Duration.ofMinutes(10), Duration.ofMinutes(4)),
                    Windows.tumbling(Duration.ofDays(1)).zone(ZoneId.of("America/New_York")),
                    Windows.tumbling(Duration.ofMinutes(30)).zone(ZoneId.of("Europe/Berlin")),
                    Windows.tumbling(Duration.ofDays(36_525)));

    /** The clocks of Berlin and New York go back or forward on these days. */
    private static final List<Long> AROUND =
            List.of(
                    0L,
                    Instant.parse("2024-03-31T01:00:00Z").toEpochMilli(),
                    Instant.parse("2024-10-27T01:00:00Z").toEpochMilli(),
                    Instant.parse("2001-04-01T07:00:00Z").toEpochMilli(),
                    Instant.parse("2001-10-28T06:00:00Z").toEpochMilli(),
                    Clock.MIN_TIME + 3 * HOUR,
                    Clock.MAX_TIME - 3 * HOUR);

    @Test
    void givesTheSliceAndItsFirstEndForTimesInAnyOrder() {
        Random random = new Random(7);
        for (AlignedWindows windows : WINDOWS) {
            SliceMath math = windows.math();
            for (long around : AROUND) {
                SliceCursor cursor = new SliceCursor(math);
                for (int i = 0; i < 20_000; i++) {
                    long spread = i % 2 == 0 ? 2 * HOUR : HOUR / 30;
                    long time = around + (long) (spread * (random.nextDouble() - 0.5));
                    long slice = math.sliceOf(time);
                    assertThat(cursor.moveTo(time)).as("%s at %d", windows, time).isEqualTo(slice);
                    assertThat(cursor.firstEnd()).isEqualTo(math.instant(math.firstWindow(slice)));
                }
            }
        }
    }

    @Test
    void givesTheSliceOfTheEndsOfTime() {
        for (AlignedWindows windows : WINDOWS) {
            SliceMath math = windows.math();
            SliceCursor cursor = new SliceCursor(math);
            for (long time : List.of(Clock.MIN_TIME, Clock.MAX_TIME, Clock.MIN_TIME)) {
                long slice = math.sliceOf(time);
                assertThat(cursor.moveTo(time)).isEqualTo(slice);
                assertThat(cursor.firstEnd()).isEqualTo(math.instant(math.firstWindow(slice)));
            }
        }
    }
}
