package dev.sameriver.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.output.Output;
import dev.sameriver.registry.LogPosition;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.Rows;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import java.io.OutputStream;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two tables of a real Postgres, against a naive comparison of what was put into them. */
class TablesITCase {

    private static final PrintStream QUIET = new PrintStream(OutputStream.nullOutputStream());

    private static final RowSchema EVENTS =
            new RowSchema(
                    List.of(
                            new Column("purchase", ColumnType.TEXT),
                            new Column("event_time", ColumnType.TIMESTAMP),
                            new Column("cents", ColumnType.LONG)),
                    1);

    private static Settings settings = Settings.of(Map.of());

    @BeforeAll
    static void up() {
        settings = SharedSandbox.with(Part.POSTGRES).settings();
    }

    @BeforeEach
    void dropTables() throws SQLException {
        sql("DROP TABLE IF EXISTS trial_v1, trial_v2");
    }

    /** With 0 every range is cut as far as it goes; with many rows none is. */
    @ParameterizedTest
    @ValueSource(longs = {0, 40, 1_000_000})
    void differencesAreThoseOfANaiveComparison(long fewRows) throws Exception {
        create("trial_v1", false);
        create("trial_v2", false);
        for (long seed = 1; seed <= 25; seed++) {
            sql("TRUNCATE trial_v1, trial_v2");
            Random random = new Random(seed);
            Map<String, ViewRow> left = TestRows.random(random, 40);
            Map<String, ViewRow> right =
                    TestRows.edited(random, left, random.nextInt(3) == 0 ? 300 : random.nextInt(6));
            insert("trial_v1", left.values(), null);
            insert("trial_v2", right.values(), null);
            Comparison found = compare(everything(), fewRows);
            List<String> expected = TestRows.naive(in(left, found), in(right, found));
            assertThat(TestRows.lines(found.rows())).as("seed %s", seed).isEqualTo(expected);
            assertThat(found.isEqual()).isEqualTo(expected.isEmpty());
            assertThat(found.left().rows()).isEqualTo(in(left, found).size());
            assertThat(found.right().rows()).isEqualTo(in(right, found).size());
        }
    }

    @Test
    void threeRowsInHalfAMillionAreFoundByReadingHardlyMore() throws Exception {
        for (String table : List.of("trial_v1", "trial_v2")) {
            create(table, false);
            sql(
                    "INSERT INTO "
                            + table
                            + " SELECT 'K' || key, t, t + interval '1 hour', key, hour / 7.0,"
                            + " 1.50, true, 'row ' || key || ' ' || hour FROM generate_series(0,"
                            + " 499) AS hour, generate_series(1, 1000) AS key, LATERAL (SELECT"
                            + " timestamptz '2001-01-01T00:00:00Z' + hour * interval '1 hour')"
                            + " AS at (t)");
        }
        sql(
                "UPDATE trial_v2 SET mean = mean + 1e-9 WHERE origin = 'K7' AND flights = 7"
                        + " AND window_start = '2001-01-03T10:00:00Z'");
        sql(
                "DELETE FROM trial_v2 WHERE origin = 'K8'"
                        + " AND window_start = '2001-01-13T10:00:00Z'");
        sql(
                "DELETE FROM trial_v1 WHERE origin = 'K9'"
                        + " AND window_start = '2001-01-19T10:00:00Z'");
        Comparison found = compare(everything(), DifferingRanges.FEW_ROWS);
        assertThat(TestRows.lines(found.rows()))
                .containsExactly(
                        "DIFFERENT[K7, 2001-01-03T10:00:00Z, 2001-01-03T11:00:00Z][mean]",
                        "EXTRA[K9, 2001-01-19T10:00:00Z, 2001-01-19T11:00:00Z][]",
                        "MISSING[K8, 2001-01-13T10:00:00Z, 2001-01-13T11:00:00Z][]");
        assertThat(found.left().rows()).isEqualTo(499_999);
        assertThat(found.rowsHashed()).isBetween(1_000_000L, 1_200_000L);
        assertThat(found.rowsRead()).isLessThan(50);
    }

    @Test
    void rowsBeyondWhatBothHaveAreNotMissingAndOpenOnesAreNotCompared() throws Exception {
        Random random = new Random(1);
        create("trial_v1", true);
        create("trial_v2", false);
        ViewRow ten = TestRows.row(random, "A", 10);
        ViewRow eleven = TestRows.row(random, "A", 11);
        ViewRow twelve = TestRows.row(random, "A", 12);
        insert("trial_v1", List.of(ten), true);
        insert("trial_v1", List.of(eleven), false);
        insert("trial_v1", List.of(TestRows.row(random, "B", 11)), true);
        insert("trial_v2", List.of(ten, twelve), null);
        Comparison found = compare(everything(), 0);
        assertThat(found.isEqual()).isTrue();
        assertThat(found.left().rows()).isEqualTo(1);
        assertThat(found.to())
                .isEqualTo(
                        Instant.ofEpochMilli(TestRows.START + 12 * TestRows.HOUR - 1).toString());
    }

    /** As a job that has committed the rows of one subtask, but not yet those of another. */
    @Test
    void rowsBeyondTheWatermarkInTheRegistryAreNotCompared() throws Exception {
        sql("DROP TABLE IF EXISTS watched_v1, watched_v2");
        create("watched_v1", false);
        create("watched_v2", false);
        Random random = new Random(1);
        ViewRow ten = TestRows.row(random, "A", 10);
        ViewRow eleven = TestRows.row(random, "A", 11);
        ViewRow other = TestRows.row(random, "B", 11);
        insert("watched_v1", List.of(ten, eleven), null);
        insert("watched_v2", List.of(ten, eleven, other), null);
        Side first = Side.written("watched@1", "watched_v1", null);
        Side second = Side.written("watched@2", "watched_v2", null);
        assertThat(compare(first, second, everything(), 0).extra()).isEqualTo(1);

        VersionKey key = new VersionKey("watched", 1);
        Instant elevenEnd = Instant.ofEpochMilli(TestRows.START + 12 * TestRows.HOUR);
        Registry registry = Registry.open(settings);
        registry.declare(key, "watched_v1", "test", null);
        assertThatThrownBy(() -> compare(first, second, everything(), 0))
                .as("as long as its job has not said that anything is final")
                .isInstanceOf(UserError.class);
        registry.report(key, LogPosition.EMPTY, elevenEnd.minusMillis(1), true);
        Comparison found = compare(first, second, everything(), 0);
        assertThat(found.isEqual()).isTrue();
        assertThat(found.right().rows()).isEqualTo(1);
        assertThat(found.to()).isEqualTo(elevenEnd.minusMillis(1).toString());
        registry.report(key, LogPosition.EMPTY, elevenEnd, true);
        assertThat(compare(first, second, everything(), 0).extra()).isEqualTo(1);
    }

    /** As of two jobs that derive in order, of which one is ahead. */
    @Test
    void rowsOfEventsAreComparedUpToTheLesserWatermark() throws Exception {
        sql("DROP TABLE IF EXISTS ordered_v1, ordered_v2");
        for (String table : List.of("ordered_v1", "ordered_v2")) {
            Output.of("postgres", settings).prepare(table, EVENTS, false, true);
            sql(
                    "INSERT INTO "
                            + table
                            + " SELECT 'P' || hour, timestamptz '2001-01-01T00:00:00Z' + hour *"
                            + " interval '1 hour', hour FROM generate_series(0, 48) AS hour");
        }
        sql("DELETE FROM ordered_v2 WHERE cents > 24");
        sql("UPDATE ordered_v2 SET cents = 7 WHERE cents = 24");
        Side ahead = Side.written("ordered@1", "ordered_v1", null);
        Side behind = Side.written("ordered@2", "ordered_v2", null);
        assertThat(compare(ahead, behind, everything(), 0).differing()).isEqualTo(1);

        Instant day = Instant.parse("2001-01-02T00:00:00Z");
        VersionKey key = new VersionKey("ordered", 2);
        Registry registry = Registry.open(settings);
        registry.declare(key, "ordered_v2", "test", null);
        registry.report(key, LogPosition.EMPTY, day, true);
        Comparison found = compare(ahead, behind, everything(), 0);
        assertThat(found.isEqual()).isTrue();
        assertThat(found.left().rows()).isEqualTo(24);
        registry.report(key, LogPosition.EMPTY, day.plusMillis(1), true);
        assertThat(compare(ahead, behind, everything(), 0).different()).isEqualTo(1);
        assertThat(compare(behind, ahead, everything(), 1_000).different()).isEqualTo(1);
        CompareOptions morning = new CompareOptions(day.minusSeconds(7_200), day, null, 20, 0, 1);
        assertThat(compare(ahead, behind, morning, 0).right().rows()).isEqualTo(2);
    }

    @Test
    void rangeThatHoldsNoRowIsRefused() throws Exception {
        create("trial_v1", false);
        create("trial_v2", false);
        ViewRow row = TestRows.row(new Random(1), "A", 10);
        insert("trial_v1", List.of(row), null);
        insert("trial_v2", List.of(row), null);
        Instant nine = Instant.ofEpochMilli(TestRows.START + 9 * TestRows.HOUR);
        assertThatThrownBy(() -> compare(new CompareOptions(null, nine, null, 20, 0, 1), 0))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("neither trial@1 nor trial@2 has a final one to " + nine);
    }

    @Test
    void differencesStandWhenTheirExplanationFails() throws Exception {
        create("trial_v1", false);
        create("trial_v2", false);
        insert("trial_v1", List.of(TestRows.row(new Random(1), "A", 10)), null);
        insert("trial_v2", List.of(TestRows.row(new Random(1), "B", 10)), null);
        Settings archived = settings.overriddenBy(Map.of(Settings.ARCHIVE, "file:///nowhere"));
        for (boolean byAnError : List.of(false, true)) {
            View view = new Failing(byAnError);
            Side.Code code = new Side.Code(view, new FlinkTarget(archived, List.of()));
            Comparison found =
                    new Comparer(
                                    archived,
                                    Side.written("trial@1", "trial_v1", code),
                                    Side.written("trial@2", "trial_v2", code),
                                    CompareOptions.ALL,
                                    QUIET)
                            .run();
            assertThat(found.differing()).isEqualTo(2);
            assertThat(found.why()).isNull();
            assertThat(found.whyNot())
                    .isEqualTo(
                            (byAnError ? "NoSuchMethodError" : "IllegalStateException")
                                    + ": no rows today");
        }
    }

    private record Failing(boolean byAnError) implements View {

        @Override
        public String name() {
            return "trial";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            if (byAnError) {
                throw new NoSuchMethodError("no rows today");
            }
            throw new IllegalStateException("no rows today");
        }
    }

    @Test
    void rangeBoundsWhatIsCompared() throws Exception {
        Random random = new Random(1);
        create("trial_v1", false);
        create("trial_v2", false);
        for (int hour = 0; hour < 5; hour++) {
            insert("trial_v1", List.of(TestRows.row(random, "A", hour)), null);
            insert("trial_v2", List.of(TestRows.row(random, "B", hour)), null);
        }
        Instant start = Instant.ofEpochMilli(TestRows.START);
        CompareOptions middle =
                new CompareOptions(
                        start.plusSeconds(3_600), start.plusSeconds(10_800), null, 20, 0, 1);
        Comparison found = compare(middle, 0);
        assertThat(found.missing()).isEqualTo(2);
        assertThat(found.extra()).isEqualTo(2);
        assertThatThrownBy(
                        () ->
                                compare(
                                        new CompareOptions(
                                                start.plusSeconds(90_000), null, null, 20, 0, 1),
                                        0))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("final up to " + start.plusSeconds(18_000));
    }

    @Test
    void tableThatIsNotThereOrHasNoFinalRowIsRefused() throws Exception {
        create("trial_v1", false);
        assertThatThrownBy(() -> compare(everything(), 0))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("Postgres has no trial_v2")
                .hasMessageContaining("run the view");
        create("trial_v2", false);
        assertThatThrownBy(() -> compare(everything(), 0))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("trial@1 (table trial_v1) has none");
    }

    private static CompareOptions everything() {
        return new CompareOptions(null, null, null, Integer.MAX_VALUE, 0, 1);
    }

    /** The rows of the windows that were compared. */
    private static Map<String, ViewRow> in(Map<String, ViewRow> rows, Comparison found) {
        long to = Instant.parse(found.to()).toEpochMilli();
        Map<String, ViewRow> in = new TreeMap<>(rows);
        in.values().removeIf(row -> row.get(2) instanceof Long end && end > to);
        return in;
    }

    private static Comparison compare(CompareOptions options, long fewRows) throws Exception {
        return compare(
                Side.written("trial@1", "trial_v1", null),
                Side.written("trial@2", "trial_v2", null),
                options,
                fewRows);
    }

    private static Comparison compare(Side left, Side right, CompareOptions options, long fewRows)
            throws Exception {
        return new Comparer(settings, left, right, options, QUIET, fewRows).run();
    }

    private static void create(String table, boolean early) {
        Output.of("postgres", settings).prepare(table, TestRows.SCHEMA, early, true);
    }

    /**
     * @param isFinal null for a table of final rows only
     */
    private static void insert(String table, Collection<ViewRow> rows, @Nullable Boolean isFinal)
            throws SQLException {
        String places = "?, ?, ?, ?, ?, ?, ?, ?" + (isFinal == null ? "" : ", " + isFinal);
        try (Connection connection = PostgresServer.of(settings).connect();
                PreparedStatement insert =
                        connection.prepareStatement(
                                "INSERT INTO " + table + " VALUES (" + places + ")")) {
            for (ViewRow row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    boolean isTime = i == 1 || i == 2;
                    insert.setObject(
                            i + 1,
                            isTime && row.get(i) instanceof Long millis
                                    ? new Timestamp(millis)
                                    : row.get(i));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void sql(String sql) throws SQLException {
        try (Connection connection = PostgresServer.of(settings).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
