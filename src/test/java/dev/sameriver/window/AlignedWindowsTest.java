package dev.sameriver.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class AlignedWindowsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final AlignedWindows windows = Windows.hopping(HOUR, QUARTER);

    @Test
    void windowsThatCutTimeAlikeAreEqual() {
        assertThat(windows)
                .isEqualTo(Windows.hopping(Duration.ofMinutes(60), QUARTER))
                .isEqualTo(windows.offset(HOUR))
                .isEqualTo(windows.zone(ZoneId.of("UTC")))
                .hasSameHashCodeAs(windows.offset(QUARTER.negated()));
        assertThat(Windows.cumulative(HOUR, HOUR))
                .isEqualTo(Windows.tumbling(HOUR))
                .hasSameHashCodeAs(Windows.tumbling(HOUR));
        assertThat(Windows.cumulative(HOUR, QUARTER).offset(HOUR))
                .isEqualTo(Windows.cumulative(HOUR, QUARTER));
    }

    @Test
    void windowsThatCutTimeOtherwiseAreNot() {
        assertThat(windows)
                .isNotEqualTo(Windows.hopping(HOUR.multipliedBy(2), QUARTER))
                .isNotEqualTo(Windows.hopping(HOUR, Duration.ofMinutes(20)))
                .isNotEqualTo(Windows.cumulative(HOUR, QUARTER))
                .isNotEqualTo(windows.offset(Duration.ofMinutes(5)))
                .isNotEqualTo(windows.zone(ZoneId.of("Asia/Kolkata")))
                .isNotEqualTo(Windows.session(HOUR));
        assertThat(Windows.cumulative(HOUR, QUARTER).offset(QUARTER))
                .isNotEqualTo(Windows.cumulative(HOUR, QUARTER));
    }
}
