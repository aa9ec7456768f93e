package dev.sameriver.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.registry.Change;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionLock;
import dev.sameriver.registry.VersionState;
import dev.sameriver.view.UserError;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ChangeITCase {

    private final TestRows rows = new TestRows();

    @Test
    void sqlReadersSeeTheVersionOfMostUnderOneName() throws Exception {
        VersionKey first = rows.version("stable-name", 1, 2, 2);
        VersionKey second = rows.version("stable-name", 2, 2, 2);
        assertThat(rows.query("SELECT to_regclass('stable_name')")).containsOnlyNulls();
        rows.promote(first, 100);
        assertThat(shown("stable_name")).containsExactly("1");
        rows.promote(second, 50);
        assertThat(shown("stable_name")).containsExactly("1");
        rows.promote(second, 51);
        assertThat(shown("stable_name")).containsExactly("2");
        rows.rollback("stable-name");
        assertThat(shown("stable_name")).containsExactly("1");
        assertThat(rows.registry().changes("stable-name"))
                .filteredOn(change -> change.key().equals(second) && "testing".equals(change.why()))
                .extracting(Change::what)
                .containsExactly(
                        "share 0 to 50",
                        "state shadow to serving",
                        "share 50 to 51",
                        "share 51 to 0",
                        "state serving to shadow");
    }

    @Test
    void versionsMayHaveOtherColumnsAndWhoMayReadStillMay() throws Exception {
        VersionKey first = rows.version("columns", 1, 1, 1);
        VersionKey second = new VersionKey("columns", 2);
        rows.execute(
                "CREATE ROLE reporter",
                "CREATE TABLE columns_v2 (origin text PRIMARY KEY, flights bigint)",
                "INSERT INTO columns_v2 VALUES ('ATL', 7)");
        rows.declare(second);
        rows.promote(first, 100);
        rows.execute("GRANT SELECT ON columns TO reporter");
        rows.promote(second, 100);
        rows.execute("SET ROLE reporter; SELECT origin, flights FROM columns");
        assertThat(rows.query("SELECT flights FROM columns")).containsExactly("7");
        rows.rollback("columns");
        rows.execute("SET ROLE reporter; SELECT version FROM columns");
        assertThat(shown("columns")).containsExactly("1");
    }

    @Test
    void changeOfATypeThatAnotherViewDependsOnIsRefusedAndChangesNothing() throws Exception {
        VersionKey first = rows.version("below", 1, 1, 1);
        VersionKey second = rows.version("below", 2, 1, 1);
        rows.execute("ALTER TABLE below_v2 ALTER version TYPE text");
        rows.promote(first, 100);
        rows.execute("CREATE VIEW above AS SELECT version FROM below");
        assertThatThrownBy(() -> rows.promote(second, 100))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("below has dependents");
        assertThat(version(first).share()).isEqualTo(100);
        rows.execute("DROP VIEW above");
        rows.promote(second, 100);
        assertThat(shown("below")).containsExactly("2");
        rows.execute("CREATE VIEW above AS SELECT version FROM below");
        assertThat(rows.change("below").apply(new Rollback("below")))
                .hasSize(3)
                .last()
                .asString()
                .startsWith("warning: ")
                .contains("below has dependents")
                .contains("run the rollback again");
        assertThat(version(first).share()).isEqualTo(100);
        assertThat(shown("below")).containsExactly("2");
        rows.execute("DROP VIEW above");
        assertThat(rows.change("below").apply(new Rollback("below"))).isEmpty();
        assertThat(shown("below")).containsExactly("1");
    }

    @Test
    void columnsOfOtherVersionsAreKeptForWhatDependsOnThem() throws Exception {
        VersionKey first = rows.version("kept", 1, 1, 1);
        VersionKey second = rows.version("kept", 2, 1, 1);
        rows.execute("ALTER TABLE kept_v2 RENAME version TO number");
        rows.promote(first, 100);
        rows.execute(
                "CREATE VIEW on_kept AS SELECT version FROM kept",
                "ALTER VIEW kept SET (security_barrier = true)");
        rows.promote(second, 100);
        assertThat(rows.query("SELECT number FROM kept")).containsExactly("2");
        assertThat(rows.query("SELECT version FROM on_kept")).containsOnlyNulls();
        rows.execute("CREATE VIEW on_kept_too AS SELECT number FROM kept");
        rows.rollback("kept");
        assertThat(rows.query("SELECT version FROM on_kept")).containsExactly("1");
        assertThat(rows.query("SELECT number FROM on_kept_too")).containsOnlyNulls();
        assertThat(rows.query("SELECT reloptions FROM pg_class WHERE relname = 'kept'"))
                .containsExactly("{security_barrier=true}");
    }

    @Test
    void optionsAndGrantsOutliveAChangeOfType() throws Exception {
        VersionKey first = rows.version("granted", 1, 1, 1);
        VersionKey second = rows.version("granted", 2, 1, 1);
        rows.execute("ALTER TABLE granted_v2 ALTER version TYPE text");
        rows.promote(first, 100);
        rows.execute(
                "CREATE ROLE clerk",
                "GRANT SELECT (version, origin) ON granted TO clerk",
                "ALTER VIEW granted SET (security_barrier = true)");
        rows.promote(second, 100);
        rows.execute("SET ROLE clerk; SELECT version, origin FROM granted");
        assertThatThrownBy(() -> rows.execute("SET ROLE clerk; SELECT window_end FROM granted"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
        assertThat(rows.query("SELECT reloptions FROM pg_class WHERE relname = 'granted'"))
                .containsExactly("{security_barrier=true}");
    }

    @Test
    void rollbackDoesNotWaitForAPromotionThatWaitsForALongQuery() throws Exception {
        VersionKey first = rows.version("waited", 1, 1, 1);
        VersionKey second = rows.version("waited", 2, 1, 1);
        rows.promote(first, 100);
        rows.promote(second, 10);
        CompletableFuture<Void> promotion;
        try (Connection connection = PostgresServer.of(rows.settings()).connect();
                Statement query = connection.createStatement()) {
            connection.setAutoCommit(false);
            query.execute("SELECT * FROM waited");
            promotion = CompletableFuture.runAsync(() -> rows.promote(second, 100));
            while (rows.query(
                            "SELECT 1 FROM pg_locks WHERE NOT granted"
                                    + " AND relation = 'waited'::regclass")
                    .isEmpty()) {
                assertThat(promotion).isNotDone();
            }
            long start = System.nanoTime();
            rows.rollback("waited");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(1));
            assertThat(version(first).share()).isEqualTo(100);
        }
        promotion.join();
        assertThat(shown("waited")).containsExactly("2");
    }

    @Test
    void versionIsNeitherPromotedNorRetiredWhileItsJobIsChanged() throws Exception {
        VersionKey first = rows.version("busy", 1, 1, 1);
        VersionKey second = rows.version("busy", 2, 1, 1);
        rows.promote(first, 100);
        try (Connection pause = PostgresServer.of(rows.settings()).connect()) {
            VersionLock.take(pause, second);
            for (Plan.Planner verb :
                    List.of(TestRows.promotion(second, 100, null), new Retirement(second, false))) {
                assertThatThrownBy(() -> rows.change("busy").apply(verb))
                        .isInstanceOf(UserError.class)
                        .hasMessageContaining("another one is at busy@2");
            }
        }
        rows.promote(second, 100);
        assertThat(version(second).share()).isEqualTo(100);
    }

    @Test
    void rollbackDoesNotWaitForALongQueryOfTheViewToEnd() throws Exception {
        VersionKey first = rows.version("queried", 1, 1, 1);
        VersionKey second = rows.version("queried", 2, 1, 1);
        rows.promote(first, 100);
        rows.promote(second, 100);
        try (Connection connection = PostgresServer.of(rows.settings()).connect();
                Statement query = connection.createStatement()) {
            connection.setAutoCommit(false);
            query.execute("SELECT * FROM queried");
            long start = System.nanoTime();
            List<String> told = rows.change("queried").apply(new Rollback("queried"));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("the wait for the query, which is 5 s for what is not urgent")
                    .isLessThan(Duration.ofSeconds(3));
            assertThat(told).last().asString().contains("lock timeout");
            assertThat(version(first).share()).isEqualTo(100);
        }
        assertThat(shown("queried")).containsExactly("2");
        rows.rollback("queried");
        assertThat(shown("queried")).containsExactly("1");
    }

    @Test
    void anothersTableOrViewOfTheNameIsNotReplaced() throws Exception {
        VersionKey key = rows.version("taken", 1, 1, 1);
        for (String kind : List.of("TABLE taken (a int)", "VIEW taken AS SELECT 1 AS a")) {
            rows.execute("CREATE " + kind);
            assertThatThrownBy(() -> rows.promote(key, 100))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("another table or view taken");
            assertThat(version(key).share()).isZero();
            rows.execute("DROP " + kind.substring(0, kind.indexOf("taken") + 5));
        }
        rows.promote(key, 100);
    }

    @Test
    void cutoverShowsWindowsUpToItOfTheVersionBefore() throws Exception {
        VersionKey first = rows.version("cut", 1, 2, 4);
        VersionKey second = rows.version("cut", 2, 2, 6);
        rows.execute(
                "ALTER TABLE cut_v2 ADD COLUMN extra text DEFAULT 'x'",
                "ALTER TABLE cut_v2 ADD COLUMN is_final boolean DEFAULT false");
        rows.promote(first, 100);
        rows.change("cut")
                .apply(TestRows.promotion(second, 100, Instant.parse("2001-01-01T03:00:00Z")));
        assertThat(
                        rows.query(
                                "SELECT concat_ws(' ', to_char(window_end AT TIME ZONE 'UTC',"
                                        + " 'HH24'), version, extra, is_final) FROM cut"
                                        + " WHERE origin = 'A1' ORDER BY window_end"))
                .containsExactly("01 1 t", "02 1 t", "03 1 t", "04 2 x f", "05 2 x f", "06 2 x f");
        assertThatThrownBy(() -> rows.change("cut").apply(new Retirement(first, true)))
                .isInstanceOf(UserError.class);
        rows.promote(second, 100);
        assertThat(shown("cut")).containsExactly("2");
        rows.pause(first);
        rows.change("cut").apply(new Retirement(first, true));
        rows.change("cut").apply(new Retirement(first, true));
        assertThat(rows.query("SELECT to_regclass('cut_v1')")).containsOnlyNulls();
        assertThat(rows.registry().changes("cut"))
                .filteredOn(change -> change.what().equals("table dropped"))
                .hasSize(1);
    }

    @Test
    void earlyResultsBeforeACutoverAreLeftOutIfTheyCannotBeMarked() throws Exception {
        VersionKey first = rows.version("early", 1, 1, 3);
        VersionKey second = rows.version("early", 2, 1, 3);
        rows.execute(
                "ALTER TABLE early_v1 ADD COLUMN is_final boolean DEFAULT true",
                "UPDATE early_v1 SET is_final = false WHERE window_end = '2001-01-01T02:00Z'");
        rows.change("early").apply(TestRows.promotion(first, 100, null));
        rows.change("early")
                .apply(TestRows.promotion(second, 100, Instant.parse("2001-01-01T02:00:00Z")));
        assertThat(rows.query("SELECT concat_ws(' ', version, is_final) FROM early ORDER BY 1"))
                .containsExactly("1 t", "2 t");
    }

    @Test
    void cutoverBetweenTablesThatDoNotFitIsRefusedAndChangesNothing() throws Exception {
        VersionKey first = rows.version("misfit", 1, 1, 1);
        VersionKey second = rows.version("misfit", 2, 1, 1);
        rows.promote(first, 100);
        Promotion cutover = TestRows.promotion(second, 100, Instant.parse("2001-01-01T03:00:00Z"));
        rows.execute("ALTER TABLE misfit_v2 ALTER version TYPE text");
        assertThatThrownBy(() -> rows.change("misfit").apply(cutover))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("version is bigint and then text");
        assertThat(version(second).state()).isEqualTo(VersionState.SHADOW);
        assertThat(version(first).share()).isEqualTo(100);
    }

    @Test
    void previewChangesNothing() throws Exception {
        VersionKey key = rows.version("preview", 1, 1, 1);
        Promotion promotion = TestRows.promotion(key, 100, null);
        assertThat(rows.change("preview").preview(promotion))
                .containsExactly("preview@1: shadow 0% -> serving 100%");
        assertThat(version(key).share()).isZero();
        assertThat(rows.change("preview").apply(promotion))
                .containsExactly("preview@1: shadow 0% -> serving 100%");
        assertThat(rows.change("preview").apply(promotion)).isEmpty();
    }

    @Test
    void versionWithoutATableIsNotPromoted() {
        VersionKey key = new VersionKey("tableless", 1);
        rows.declare(key);
        assertThatThrownBy(() -> rows.promote(key, 100))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("none of the name tableless_v1");
        assertThat(version(key).share()).isZero();
    }

    @Test
    void rollbackTakesBackThePromotionAlsoAfterReadersWereGivenBack() throws Exception {
        VersionKey first = rows.version("partly", 1, 1, 1);
        VersionKey second = rows.version("partly", 2, 1, 1);
        rows.promote(first, 100);
        rows.promote(second, 100);
        rows.promote(second, 10);
        rows.rollback("partly");
        assertThat(version(first).share()).isEqualTo(100);
        rows.promote(second, 100);
        rows.promote(first, 50);
        rows.rollback("partly");
        assertThat(version(second).share()).isEqualTo(100);
    }

    /** Of two that would be the second beside the first, one comes too late. */
    @Test
    void twoPeopleAtOnceChangeAViewOneAfterTheOther() throws Exception {
        VersionKey first = rows.version("two", 1, 1, 1);
        VersionKey second = rows.version("two", 2, 1, 1);
        VersionKey third = rows.version("two", 3, 1, 1);
        rows.promote(first, 100);
        for (int round = 0; round < 20; round++) {
            List<CompletableFuture<Void>> both = new ArrayList<>();
            for (VersionKey key : List.of(second, third)) {
                both.add(CompletableFuture.runAsync(() -> rows.promote(key, 10)));
            }
            int refused = 0;
            for (CompletableFuture<Void> one : both) {
                try {
                    one.join();
                } catch (CompletionException e) {
                    assertThat(e).hasCauseInstanceOf(UserError.class);
                    assertThat(e).hasMessageContaining("would be a third");
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(1);
            assertThat(rows.registry().versions("two").stream().mapToInt(Version::share).sum())
                    .isEqualTo(100);
            assertThat(version(first).share()).isEqualTo(90);
            rows.rollback("two");
            assertThat(version(first).share()).isEqualTo(100);
        }
    }

    @Test
    void changeThatWaitsTooLongForAnotherIsRefused() throws Exception {
        VersionKey key = rows.version("held", 1, 1, 1);
        rows.promote(key, 100);
        rows.registry()
                .edit(
                        "held",
                        TestRows.WHO,
                        null,
                        held ->
                                assertThatThrownBy(() -> rows.rollback("held"))
                                        .isInstanceOf(UserError.class)
                                        .hasMessageContaining("One command at a time"));
        rows.rollback("held");
    }

    private List<String> shown(String name) throws SQLException {
        return rows.query("SELECT DISTINCT version FROM " + name);
    }

    private Version version(VersionKey key) {
        return rows.registry().find(key).orElseThrow();
    }
}
