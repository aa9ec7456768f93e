package dev.sameriver.versions;

import static dev.sameriver.registry.VersionState.SERVING;
import static dev.sameriver.registry.VersionState.SHADOW;
import static dev.sameriver.versions.PromotionTest.lines;
import static dev.sameriver.versions.TestVersions.cutOver;
import static dev.sameriver.versions.TestVersions.paused;
import static dev.sameriver.versions.TestVersions.promoted;
import static dev.sameriver.versions.TestVersions.reported;
import static dev.sameriver.versions.TestVersions.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.registry.Version;
import dev.sameriver.view.UserError;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollbackTest {

    private final Rollback rollback = new Rollback("v");

    @Test
    void versionBeforeTheLastPromotionGetsAllReaders() {
        assertThat(lines(rollback, promoted(1, SERVING, 90, 1), promoted(2, SERVING, 10, 2)))
                .containsExactly(
                        "v@1: serving 90% -> serving 100%", "v@2: serving 10% -> shadow 0%");
        assertThat(lines(rollback, promoted(1, SERVING, 0, 1), promoted(2, SERVING, 100, 2)))
                .containsExactly(
                        "v@1: serving 0% -> serving 100%", "v@2: serving 100% -> shadow 0%");
    }

    @Test
    void lastPromotionNeedNotBeOfTheGreatestNumber() {
        assertThat(lines(rollback, promoted(1, SERVING, 50, 3), promoted(2, SERVING, 50, 2)))
                .containsExactly(
                        "v@1: serving 50% -> shadow 0%", "v@2: serving 50% -> serving 100%");
    }

    @Test
    void rollbackThatIsRunAgainChangesNothing() {
        assertThat(
                        lines(
                                rollback,
                                promoted(1, SHADOW, 0, 1),
                                promoted(2, SERVING, 100, 3),
                                promoted(3, SHADOW, 0, 2)))
                .isEmpty();
    }

    @Test
    void cutoverEndsWithTheVersionThatHasIt() {
        assertThat(
                        lines(
                                rollback,
                                version(1, SERVING, 0),
                                cutOver(2, 100, Instant.parse("2001-03-01T00:00:00Z"), 1)))
                .containsExactly(
                        "v@1: serving 0% -> serving 100%",
                        "v@2: serving 100% -> shadow 0%, all windows from itself");
    }

    @Test
    void versionThatIsNotKeptCurrentGetsItsReadersBackWithAWarning() {
        Version lost = reported(1, SERVING, Instant.parse("2001-03-01T00:00:00Z"));

        assertThat(lines(rollback, lost, promoted(2, SERVING, 100, 2)))
                .containsExactly(
                        "v@1: serving 0% -> serving 100%",
                        "v@2: serving 100% -> shadow 0%",
                        "warning: v@1 was reported last at 2001-03-01T00:00:00Z, so its newest rows"
                            + " may be missing: see that its job runs, or sameriver resume v@1");
    }

    @Test
    void versionThatIsPausedGetsItsReadersBackWithAWarningToo() {
        assertThat(lines(rollback, paused(1, SERVING, 0), promoted(2, SERVING, 100, 2)))
                .last()
                .asString()
                .startsWith("warning: v@1 has no job, so its newest rows may be missing");
    }

    @Test
    void viewThatDoesNotServeIsRefused() {
        assertThatThrownBy(() -> rollback.plan(List.of(version(1, SHADOW, 0))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no version of v does");
    }
}
