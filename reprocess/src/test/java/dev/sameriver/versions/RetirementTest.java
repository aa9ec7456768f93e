package dev.sameriver.versions;

import static dev.sameriver.registry.VersionState.RETIRED;
import static dev.sameriver.registry.VersionState.SERVING;
import static dev.sameriver.registry.VersionState.SHADOW;
import static dev.sameriver.versions.PromotionTest.lines;
import static dev.sameriver.versions.TestVersions.cutOver;
import static dev.sameriver.versions.TestVersions.paused;
import static dev.sameriver.versions.TestVersions.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.view.UserError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetirementTest {

    @Test
    void tablesThatAJobWritesAreNotDropped() {
        VersionKey key = new VersionKey("v", 1);
        Version written = TestVersions.reported(1, SHADOW, Instant.now());
        assertThatThrownBy(() -> new Retirement(key, true).plan(List.of(written)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has job a job");
        assertThat(lines(new Retirement(key, false), written)).hasSize(1);
        Version lost = TestVersions.reported(1, SHADOW, Instant.now().minus(Duration.ofHours(1)));
        assertThat(lines(new Retirement(key, true), lost)).hasSize(2);
    }

    @Test
    void versionIsRetiredOnlyWhenNoReaderSeesIt() {
        Retirement first = new Retirement(new VersionKey("v", 1), true);
        assertThat(lines(first, paused(1, SERVING, 0), version(2, SERVING, 100)))
                .containsExactly("v@1: serving 0% -> retired 0%", "v@1: drop v_v1");
        assertThat(
                        lines(
                                new Retirement(new VersionKey("v", 1), false),
                                version(1, RETIRED, 0),
                                version(2, SERVING, 100)))
                .isEmpty();
        assertThatThrownBy(
                        () -> first.plan(List.of(version(1, SERVING, 1), version(2, SERVING, 99))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("share of 1");
        Instant at = Instant.parse("2001-03-01T00:00:00Z");
        assertThatThrownBy(() -> first.plan(List.of(paused(1, SERVING, 0), cutOver(2, 100, at, 1))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("v@2 takes the windows up to " + at);
    }
}
