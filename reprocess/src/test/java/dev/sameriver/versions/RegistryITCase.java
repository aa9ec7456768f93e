package dev.sameriver.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sameriver.registry.Change;
import dev.sameriver.registry.LogPosition;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionState;
import dev.sameriver.source.LogProgress;
import dev.sameriver.view.UserError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegistryITCase {

    private static final Instant NOON = Instant.parse("2001-01-01T12:00:00Z");

    private final TestRows rows = new TestRows();
    private final Registry registry = rows.registry();

    @Test
    void versionIsDeclaredOnceAndEveryChangeIsRecorded() {
        VersionKey key = new VersionKey("recorded", 1);
        registry.declare(key, "recorded_v1", "ada@here", "a first try");
        registry.declare(key, "recorded_v1", "bob@there", null);
        registry.setJob(key, "abc", "f00d", "ada@here", null);
        registry.setJob(key, "abc", "f00d", "ada@here", null);
        registry.setState(key, VersionState.SHADOW, "bob@there", "complete");
        registry.setState(key, VersionState.SHADOW, "bob@there", null);

        Version version = registry.find(key).orElseThrow();
        assertThat(version.state()).isEqualTo(VersionState.SHADOW);
        assertThat(version.tableName()).isEqualTo("recorded_v1");
        assertThat(version.job()).isEqualTo("abc");
        assertThat(version.position()).isEqualTo(LogPosition.EMPTY);
        assertThat(registry.versions("recorded")).containsExactly(version);
        assertThat(registry.changes("recorded"))
                .extracting(Change::who, Change::what, Change::why)
                .containsExactly(
                        tuple("ada@here", "declared with table recorded_v1", "a first try"),
                        tuple("ada@here", "job abc", null),
                        tuple("bob@there", "state building to shadow", "complete"));
    }

    @Test
    void unknownVersionAndAnotherTableAreRefused() {
        VersionKey key = new VersionKey("refused", 1);
        assertThat(registry.find(key)).isEmpty();
        assertThatThrownBy(() -> registry.setState(key, VersionState.SHADOW, "ada", null))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("refused@1 is not");
        assertThatThrownBy(() -> registry.report(key, LogPosition.EMPTY, null, true))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("refused@1 is not");
        registry.declare(key, "refused_v1", "ada", null);
        assertThatThrownBy(() -> registry.declare(key, "other", "ada", null))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has refused_v1");
        assertThat(registry.changes("refused")).hasSize(1);
    }

    @Test
    void positionAndWatermarkGoForwardsOnlyUnlessTheVersionIsBuildingAgain() {
        VersionKey key = new VersionKey("reports", 1);
        registry.declare(key, "reports_v1", "ada", null);
        registry.setState(key, VersionState.SHADOW, "ada", null);
        registry.report(key, LogPosition.parse("flights:0=10,1=20"), NOON, true);
        registry.report(key, LogPosition.parse("flights:0=11,1=19"), NOON.minusSeconds(1), true);
        registry.report(key, LogPosition.EMPTY, null, true);

        Version version = registry.find(key).orElseThrow();
        assertThat(version.position()).hasToString("flights:0=11,1=20");
        assertThat(version.watermark()).isEqualTo(NOON);
        assertThat(Objects.requireNonNull(version.reportedAt())).isAfter(NOON);

        registry.setState(key, VersionState.BUILDING, "ada", null);
        registry.report(key, LogPosition.parse("flights:0=-1"), NOON.minusSeconds(2), true);
        assertThat(registry.find(key).orElseThrow().position()).hasToString("flights:0=-1");
        assertThat(registry.find(key).orElseThrow().watermark()).isEqualTo(NOON.minusSeconds(2));
    }

    @Test
    void positionWaitsWhileAVersionThatWasBuiltIsBehindAgain() {
        VersionKey key = new VersionKey("behind", 1);
        registry.declare(key, "behind_v1", "ada", null);
        registry.report(key, LogPosition.parse("flights:0=10"), NOON, false);
        assertThat(registry.find(key).orElseThrow().position()).hasToString("flights:0=10");
        registry.setState(key, VersionState.SHADOW, "ada", null);

        registry.report(key, LogPosition.parse("flights:0=20"), NOON.plusSeconds(1), false);
        assertThat(registry.find(key).orElseThrow().position()).hasToString("flights:0=10");
        assertThat(registry.find(key).orElseThrow().watermark()).isEqualTo(NOON.plusSeconds(1));

        registry.report(key, LogPosition.parse("flights:0=20"), NOON.plusSeconds(1), true);
        assertThat(registry.find(key).orElseThrow().position()).hasToString("flights:0=20");
    }

    @Test
    void versionOfTwoLogsHasCaughtUpWhenItHasInBothAndAnotherJobSaysSoAnew() {
        VersionKey key = new VersionKey("joined", 1);
        Set<String> logs = Set.of("flights", "rates");
        registry.declare(key, "joined_v1", "ada", null);
        registry.setJob(key, "first", null, "ada", null);
        assertThat(registry.report(key, logs, at("flights", 3, 10, NOON))).isFalse();
        assertThat(registry.find(key).orElseThrow().watermark()).isNull();
        registry.setJob(key, "second", null, "ada", null);
        assertThat(registry.report(key, logs, at("rates", 3, 5, NOON.minusSeconds(60)))).isFalse();
        assertThat(registry.find(key).orElseThrow().position()).hasToString("rates:0=5");
        assertThat(registry.report(key, logs, at("flights", 3, 11, NOON))).isTrue();

        Version version = registry.find(key).orElseThrow();
        assertThat(version.position()).hasToString("flights:0=11;rates:0=5");
        assertThat(version.watermark()).isEqualTo(NOON.minusSeconds(60));
    }

    private static LogProgress at(String log, long checkpoint, long offset, Instant clock) {
        return new LogProgress(
                log, checkpoint, new TreeMap<>(Map.of(0, offset)), clock.toEpochMilli(), true);
    }

    @Test
    void versionThatHasCaughtUpAfterItWasPromotedStaysInService() {
        VersionKey key = new VersionKey("forced", 1);
        registry.declare(key, "forced_v1", "ada", null);
        registry.edit(
                "forced",
                "ada",
                null,
                view -> {
                    view.setShare(1, 100);
                    view.setState(1, VersionState.SERVING);
                });

        registry.caughtUp(key, "its job");

        assertThat(registry.find(key).orElseThrow().state()).isEqualTo(VersionState.SERVING);
        assertThatThrownBy(() -> registry.setState(key, VersionState.SHADOW, "ada", null))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("share of 100");
    }

    @Test
    void versionWithReadersIsNeitherBuiltNorRetired() throws Exception {
        VersionKey key = rows.version("read", 1, 1, 1);
        rows.promote(key, 100);
        for (VersionState state : List.of(VersionState.BUILDING, VersionState.RETIRED)) {
            assertThatThrownBy(() -> registry.setState(key, state, "ada", null))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("has a share of 100");
        }
    }

    @Test
    void registryIsMadeOnceByManyAndHoldsWhatAllDeclare() throws Exception {
        rows.execute("DROP SCHEMA sameriver CASCADE");
        List<CompletableFuture<Void>> declared =
                IntStream.rangeClosed(1, 8)
                        .mapToObj(
                                number ->
                                        CompletableFuture.runAsync(
                                                () ->
                                                        Registry.open(rows.settings())
                                                                .declare(
                                                                        new VersionKey(
                                                                                "many", number),
                                                                        "many_v" + number,
                                                                        "ada",
                                                                        null)))
                        .toList();
        declared.forEach(CompletableFuture::join);
        assertThat(registry.versions("many"))
                .extracting(version -> version.key().version())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(registry.changes("many")).hasSize(8);
    }
}
