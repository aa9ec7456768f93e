package dev.sameriver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Clock;
import dev.sameriver.source.LogProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VersionReportTest {

    private static final Instant NOON = Instant.parse("2016-03-01T12:00:00Z");
    private static final Set<String> BOTH = Set.of("purchases", "rates");

    @Test
    void versionIsAsFarAsTheLogThatIsFurthestBehind() {
        VersionReport report =
                report(at("purchases", 7, 20, NOON, true), at("rates", 7, 5, hour(9), false));
        assertThat(report.position()).hasToString("purchases:0=20;rates:0=5");
        assertThat(report.watermark()).isEqualTo(hour(9));
        assertThat(report.caughtUp()).isFalse();
        assertThat(report(at("rates", 7, 5, hour(9), true), at("purchases", 7, 20, NOON, true)))
                .isEqualTo(new VersionReport(report.position(), hour(9), true));
    }

    @Test
    void logThatHasSaidNothingYetIsWaitedFor() {
        VersionReport report = report(at("purchases", 7, 20, NOON, true));
        assertThat(report.watermark()).isNull();
        assertThat(report.caughtUp()).isFalse();
        LogProgress noClock =
                new LogProgress("rates", 7, new TreeMap<>(Map.of(0, 5L)), Clock.NONE, true);
        assertThat(report(at("purchases", 7, 20, NOON, true), noClock).watermark()).isNull();
    }

    @Test
    void logsHaveCaughtUpTogetherOnlyAtOneCheckpoint() {
        assertThat(
                        report(at("purchases", 8, 20, NOON, true), at("rates", 7, 5, NOON, true))
                                .caughtUp())
                .isFalse();
    }

    private static VersionReport report(LogProgress... progress) {
        return VersionReport.of(BOTH, List.of(progress));
    }

    private static LogProgress at(
            String log, long checkpoint, long offset, Instant clock, boolean caughtUp) {
        return new LogProgress(
                log, checkpoint, new TreeMap<>(Map.of(0, offset)), clock.toEpochMilli(), caughtUp);
    }

    private static Instant hour(int hour) {
        return NOON.plusSeconds((hour - 12) * 3_600L);
    }
}
