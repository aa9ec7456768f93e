package dev.sameriver.versions;

import static dev.sameriver.registry.VersionState.BUILDING;
import static dev.sameriver.registry.VersionState.RETIRED;
import static dev.sameriver.registry.VersionState.SERVING;
import static dev.sameriver.registry.VersionState.SHADOW;
import static dev.sameriver.versions.TestVersions.at;
import static dev.sameriver.versions.TestVersions.audited;
import static dev.sameriver.versions.TestVersions.cutOver;
import static dev.sameriver.versions.TestVersions.paused;
import static dev.sameriver.versions.TestVersions.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.registry.LogPosition;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionState;
import dev.sameriver.view.UserError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromotionTest {

    private static final Instant MARCH = Instant.parse("2001-03-01T00:00:00Z");

    @Test
    void firstVersionTakesAllReaders() {
        assertThat(lines(promote(1, 100), version(1, SHADOW, 0)))
                .containsExactly("v@1: shadow 0% -> serving 100%");
        refused(promote(1, 10), "sum to 100", version(1, SHADOW, 0));
    }

    @Test
    void versionWhoseJobIsSilentIsNotPromotedUnlessForced() {
        Version silent = TestVersions.reported(1, SHADOW, Instant.now().minus(Duration.ofHours(1)));
        refused(promote(1, 100), "was reported last at", silent);
        assertThat(lines(promote(1, 100), TestVersions.reported(1, SHADOW, Instant.now())))
                .hasSize(1);
    }

    @Test
    void nextVersionSharesWithTheOneThatServes() {
        assertThat(lines(promote(2, 10), version(1, SERVING, 100), version(2, SHADOW, 0)))
                .containsExactly(
                        "v@1: serving 100% -> serving 90%", "v@2: shadow 0% -> serving 10%");
        assertThat(lines(promote(2, 100), version(1, SERVING, 90), version(2, SERVING, 10)))
                .containsExactly(
                        "v@1: serving 90% -> serving 0%", "v@2: serving 10% -> serving 100%");
    }

    @Test
    void promotionThatIsRunAgainChangesNothing() {
        assertThat(lines(promote(2, 10), version(1, SERVING, 90), version(2, SERVING, 10)))
                .isEmpty();
        assertThat(lines(promote(2, 100), version(1, SERVING, 0), version(2, SERVING, 100)))
                .isEmpty();
        assertThat(lines(promote(2, 0), version(1, SERVING, 100), version(2, SHADOW, 0))).isEmpty();
    }

    @Test
    void shareOfZeroGivesReadersBackEvenFromAVersionThatIsNotReady() {
        assertThat(lines(promote(2, 0), version(1, SERVING, 50), version(2, SERVING, 50)))
                .containsExactly(
                        "v@1: serving 50% -> serving 100%", "v@2: serving 50% -> shadow 0%");
        assertThat(lines(promote(2, 50), version(1, SERVING, 0), version(2, SERVING, 100)))
                .containsExactly(
                        "v@1: serving 0% -> serving 50%", "v@2: serving 100% -> serving 50%");
    }

    @Test
    void thirdVersionTakesThePlaceOfTheOneToGoBackTo() {
        assertThat(
                        lines(
                                promote(3, 10),
                                version(1, SERVING, 0),
                                version(2, SERVING, 100),
                                version(3, SHADOW, 0)))
                .containsExactly(
                        "v@1: serving 0% -> shadow 0%",
                        "v@2: serving 100% -> serving 90%", "v@3: shadow 0% -> serving 10%");
    }

    @Test
    void twoVersionsShareAtMost() {
        refused(
                promote(3, 10),
                "a third beside v@1, v@2",
                version(1, SERVING, 50),
                version(2, SERVING, 50),
                version(3, SHADOW, 0));
    }

    @Test
    void versionThatIsNotReadyIsRefusedUnlessForced() {
        assertReadyOnlyByForce("is building", version(2, BUILDING, 0), version(1, SERVING, 100));
        assertReadyOnlyByForce("is retired", version(2, RETIRED, 0), version(1, SERVING, 100));
        assertReadyOnlyByForce(
                "failed its audit", audited(2, SHADOW, "failed"), version(1, SERVING, 100));
        assertReadyOnlyByForce(
                "is 10001 behind",
                at(2, SHADOW, 0, "flights:0=5,1=7"),
                at(1, SERVING, 100, "flights:0=10006,1=7"));
    }

    @Test
    void versionWithoutAJobIsNotPromotedUnlessForced() {
        assertReadyOnlyByForce("has none", paused(2, SHADOW, 0), version(1, SERVING, 100));
    }

    @Test
    void versionThatGetsTheReadersOfTheOneNamedMustBeReadyToo() {
        refused(promote(1, 0), "v@2 has none", version(1, SERVING, 50), paused(2, SERVING, 50));
        refused(promote(1, 50), "v@2 has none", version(1, SERVING, 100), paused(2, SERVING, 0));
        assertThat(lines(promote(1, 100), version(1, SERVING, 50), paused(2, SERVING, 50)))
                .hasSize(2);
    }

    @Test
    void versionThatIsFarBehindKafkaIsRefusedThoughTheOtherIsNoFurther() {
        Promotion promotion =
                new Promotion(
                        new VersionKey("v", 2),
                        10,
                        null,
                        false,
                        10,
                        LogPosition.parse("flights:0=16;rates:0=1000"));
        refused(
                promotion,
                "11 behind",
                at(1, SERVING, 100, "flights:0=5"),
                at(2, SHADOW, 0, "flights:0=5"));
        assertThat(
                        lines(
                                promotion,
                                at(1, SERVING, 100, "flights:0=5"),
                                at(2, SHADOW, 0, "flights:0=6")))
                .hasSize(2);
    }

    @Test
    void lagWithinTheLimitIsAccepted() {
        assertThat(
                        lines(
                                promote(2, 10),
                                at(1, SERVING, 100, "flights:0=10005"),
                                at(2, SHADOW, 0, "flights:0=5")))
                .hasSize(2);
        assertThat(lines(promote(2, 10), audited(2, SHADOW, "passed"), version(1, SERVING, 100)))
                .hasSize(2);
    }

    @Test
    void cutoverMovesAllReadersAndNamesWhereEarlierWindowsAreFrom() {
        Promotion cutover =
                new Promotion(new VersionKey("v", 2), 100, MARCH, false, 0, LogPosition.EMPTY);
        assertThat(lines(cutover, version(1, SERVING, 100), version(2, SHADOW, 0)))
                .containsExactly(
                        "v@1: serving 100% -> serving 0%",
                        "v@2: shadow 0% -> serving 100%, windows that end up to"
                                + " 2001-03-01T00:00:00Z from @1");
        assertThat(lines(cutover, version(1, SERVING, 0), cutOver(2, 100, MARCH, 1))).isEmpty();
        assertThat(lines(promote(2, 100), version(1, SERVING, 0), cutOver(2, 100, MARCH, 1)))
                .containsExactly("v@2: all windows from itself");
    }

    @Test
    void cutoverEndsWithItsVersion() {
        assertThat(
                        lines(
                                promote(4, 10),
                                cutOver(2, 0, MARCH, 1),
                                version(3, SERVING, 100),
                                version(4, SHADOW, 0)))
                .contains("v@2: serving 0% -> shadow 0%, all windows from itself");
    }

    @Test
    void cutoverOfAPartOfTheReadersOrOnTopOfAnotherIsRefused() {
        VersionKey second = new VersionKey("v", 2);
        refused(
                new Promotion(second, 50, MARCH, false, 0, LogPosition.EMPTY),
                "--share is 50",
                version(1, SERVING, 100),
                version(2, SHADOW, 0));
        refused(
                new Promotion(second, 100, MARCH, false, 0, LogPosition.EMPTY),
                "no other version serves",
                version(2, SHADOW, 0));
        refused(
                new Promotion(new VersionKey("v", 3), 100, MARCH, false, 0, LogPosition.EMPTY),
                "v@2 gives those up to",
                version(1, SERVING, 0),
                cutOver(2, 100, MARCH, 1),
                version(3, SHADOW, 0));
    }

    @Test
    void optionsAreChecked() {
        VersionKey key = new VersionKey("v", 1);
        for (int share : new int[] {-1, 101}) {
            assertThatThrownBy(() -> new Promotion(key, share, null, false, 0, LogPosition.EMPTY))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("--share is " + share);
        }
        assertThatThrownBy(() -> new Promotion(key, 10, null, false, -1, LogPosition.EMPTY))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--max-lag");
        assertThatThrownBy(() -> new Promotion(key, 10, Instant.MAX, false, 0, LogPosition.EMPTY))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--at");
        refused(promote(7, 10), "known are v@1", version(1, SERVING, 100));
        refused(promote(7, 10), "no version of the view is");
    }

    private static void assertReadyOnlyByForce(String fault, Version promoted, Version serving) {
        refused(promote(2, 10), fault, serving, promoted);
        Promotion forced =
                new Promotion(
                        promoted.key(),
                        10,
                        null,
                        true,
                        Promotion.DEFAULT_MAX_LAG,
                        LogPosition.EMPTY);
        assertThat(lines(forced, serving, promoted)).hasSize(2);
    }

    private static Promotion promote(int version, int share) {
        VersionKey key = new VersionKey("v", version);
        return new Promotion(key, share, null, false, Promotion.DEFAULT_MAX_LAG, LogPosition.EMPTY);
    }

    static List<String> lines(Plan.Planner planner, Version... versions) {
        List<Version> all = List.of(versions);
        return planner.plan(all).lines(all);
    }

    private static void refused(Plan.Planner planner, String fault, Version... versions) {
        assertThatThrownBy(() -> planner.plan(List.of(versions)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(fault);
    }

    /** Every state is either ready or refused by name. */
    @Test
    void everyStateIsDecided() {
        for (VersionState state : VersionState.values()) {
            boolean ready = state == SHADOW || state == SERVING;
            if (ready) {
                assertThat(lines(promote(2, 10), version(1, SERVING, 100), version(2, state, 0)))
                        .hasSize(2);
            } else {
                refused(
                        promote(2, 10),
                        "is " + state.text(),
                        version(1, SERVING, 100),
                        version(2, state, 0));
            }
        }
    }
}
