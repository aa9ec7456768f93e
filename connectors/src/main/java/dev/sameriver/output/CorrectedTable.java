package dev.sameriver.output;

import static java.util.stream.Collectors.joining;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.connect.SqlName;
import dev.sameriver.view.Column;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A table of rows in Postgres, of which a range of time is replaced at once.
 *
 * <p>The rows that are to be there are written beside it first, into a table of this run's own.
 * Then one transaction puts in what differs and drops that table: a reader sees the rows before or
 * after, and a crash leaves them as they were. What a run that was killed left behind is dropped by
 * the next one, which learns from it which job may still write there.
 */
public final class CorrectedTable {

    private final PostgresServer server;
    private final PostgresTable table;
    private final PostgresTable staging;
    private final String job;

    /** How many rows a correction touched. */
    public record Changes(long added, long changed, long removed) {}

    private static final int LONGEST = 50;

    private static final String RANGE =
            "WITH range AS (SELECT CAST(? AS timestamptz) AS lower, CAST(? AS timestamptz) AS"
                    + " upper) ";
    private static final String LOWER = "(SELECT range.lower FROM range)";
    private static final String UPPER = "(SELECT range.upper FROM range)";

    /** What is to be done in the transaction of a correction. */
    public interface Note {
        void in(Connection connection, Changes changes) throws SQLException;
    }

    /**
     * @param early whether the table has the column {@link IsFinal#NAME}
     * @param job the id of the job that writes the rows
     */
    public CorrectedTable(
            Settings settings, String name, RowSchema schema, boolean early, String job) {
        // A statement over a large range may take longer than a row's upsert ever does.
        this.server =
                PostgresServer.of(
                        Settings.of(Map.of("postgres.socketTimeout", "0"))
                                .overriddenBy(settings.asMap()));
        this.table = new PostgresTable(name, schema, early);
        String run = UUID.randomUUID().toString().substring(0, 8);
        this.staging = new PostgresTable(prefix(name) + run, schema, early);
        this.job = job;
    }

    /** Whether rows are of windows; if not, they have the time of what was derived in order. */
    public static boolean areOfWindows(RowSchema schema) {
        return schema.key().stream()
                        .map(Column::name)
                        .toList()
                        .containsAll(List.of("window_start", "window_end"))
                && schema.names().indexOf("event_time") != schema.keyColumns();
    }

    /** The jobs of runs that were killed, which may still write; to be ended before a new one. */
    public List<String> jobsLeft() {
        List<String> jobs = new ArrayList<>();
        try (Connection connection = server.connect();
                PreparedStatement statement =
                        connection.prepareStatement(
                                "SELECT obj_description(to_regclass(?), 'pg_class')")) {
            for (String left : leftovers(connection)) {
                statement.setString(1, SqlName.quoted(left));
                try (ResultSet result = statement.executeQuery()) {
                    if (result.next() && result.getString(1) != null) {
                        jobs.add(result.getString(1));
                    }
                }
            }
        } catch (SQLException e) {
            throw server.failed("look for corrections that were killed", e);
        }
        return jobs;
    }

    /** Lets a job that is being built write the rows that are to be there. */
    public void write(Rows rows, String uid) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String left : leftovers(connection)) {
                statement.execute("DROP TABLE IF EXISTS " + SqlName.quoted(left));
            }
            staging.createOrCheck(connection);
            statement.execute(
                    "COMMENT ON TABLE " + SqlName.quoted(staging.name()) + " IS '" + job + "'");
        } catch (SQLException e) {
            throw server.failed("prepare the table " + staging.name(), e);
        }
        rows.rows().sinkTo(new PostgresSink(server, staging)).uid(uid).name(uid);
    }

    /**
     * Puts the rows that were written in the place of those of a range. Of windows, these are the
     * range's. Of what was derived in order, they are each key's last row before its end, as one of
     * a key that the range takes away may leave the one before it: such a row comes back, and one
     * that is at the end of the range or behind it stays.
     *
     * @param from the range has the windows that start at or after this; of rows that have none,
     *     those whose event time is at or after this
     * @param to and end at or before this; or whose event time is before this
     * @param note notes the correction, in the same transaction
     */
    public Changes correct(Instant from, Instant to, Note note) {
        try (Connection connection = server.connect()) {
            connection.setAutoCommit(false);
            long removed = remove(connection, from, to);
            Changes changes = put(connection, from, to, removed);
            note.in(connection, changes);
            try (Statement drop = connection.createStatement()) {
                drop.execute("DROP TABLE " + SqlName.quoted(staging.name()));
            }
            connection.commit();
            return changes;
        } catch (SQLException e) {
            throw server.failed("correct the table " + table.name(), e);
        }
    }

    /** Short enough that a table of the run's own fits into a name of Postgres, 63 bytes. */
    private static String prefix(String name) {
        String fits =
                name.length() <= LONGEST
                        ? name
                        : String.format(
                                Locale.ROOT,
                                "%s%08x",
                                name.substring(0, LONGEST - 8),
                                name.hashCode());
        return fits + "_fix_";
    }

    private List<String> leftovers(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
                                + " AND starts_with(tablename, ?)")) {
            statement.setString(1, prefix(table.name()));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    names.add(result.getString(1));
                }
            }
        }
        return names;
    }

    private long remove(Connection connection, Instant from, Instant to) throws SQLException {
        String sql =
                (RANGE
                                + "DELETE FROM %s AS t WHERE %s AND NOT EXISTS (SELECT FROM %s AS s"
                                + " WHERE (%s) = (%s))")
                        .formatted(
                                SqlName.quoted(table.name()),
                                inRange("t."),
                                SqlName.quoted(staging.name()),
                                key("s."),
                                key("t."));
        try (PreparedStatement statement = inRange(connection, sql, from, to)) {
            return statement.executeLargeUpdate();
        }
    }

    private Changes put(Connection connection, Instant from, Instant to, long removed)
            throws SQLException {
        String sql =
                (RANGE
                                + ", put AS (INSERT INTO %s AS t (%s) SELECT %s FROM %s AS s"
                                + " WHERE %s ON CONFLICT (%s) DO UPDATE"
                                + " SET (%s) = ROW(%s)"
                                + " WHERE %s AND ROW(%s) IS DISTINCT FROM ROW(%s)"
                                + " RETURNING xmax = 0 AS added)"
                                + " SELECT count(*) FILTER (WHERE added),"
                                + " count(*) FILTER (WHERE NOT added) FROM put")
                        .formatted(
                                SqlName.quoted(table.name()),
                                key("") + ", " + values(""),
                                key("") + ", " + values(""),
                                SqlName.quoted(staging.name()),
                                touchesRange(),
                                key(""),
                                values(""),
                                values("EXCLUDED."),
                                mayBeReplaced(),
                                values("t."),
                                values("EXCLUDED."));
        try (PreparedStatement statement = inRange(connection, sql, from, to);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return new Changes(result.getLong(1), result.getLong(2), removed);
        }
    }

    private static PreparedStatement inRange(
            Connection connection, String sql, Instant from, Instant to) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setTimestamp(1, Timestamp.from(from));
        statement.setTimestamp(2, Timestamp.from(to));
        return statement;
    }

    /** Whether a row that was written is of the range, or its key's row in the table is. */
    private String touchesRange() {
        return areOfWindows(table.schema())
                ? inRange("s.")
                : "(%s OR EXISTS (SELECT FROM %s AS p WHERE (%s) = (%s) AND %s))"
                        .formatted(
                                inRange("s."),
                                SqlName.quoted(table.name()),
                                key("p."),
                                key("s."),
                                inRange("p."));
    }

    /** Whether a row of the table is none of behind the range. */
    private String mayBeReplaced() {
        return areOfWindows(table.schema()) ? inRange("t.") : "t.event_time < " + UPPER;
    }

    /** By their windows, or by the time of what was derived in order. */
    private String inRange(String prefix) {
        String condition =
                areOfWindows(table.schema())
                        ? "%1$swindow_start >= %2$s AND %1$swindow_end <= %3$s"
                        : "%1$sevent_time >= %2$s AND %1$sevent_time < %3$s";
        return condition.formatted(prefix, LOWER, UPPER);
    }

    private String key(String prefix) {
        return table.schema().key().stream()
                .map(column -> prefix + SqlName.quoted(column.name()))
                .collect(joining(", "));
    }

    private String values(String prefix) {
        return table.columns().stream()
                .skip(table.schema().keyColumns())
                .map(Column::name)
                .map(name -> prefix + SqlName.quoted(name))
                .collect(joining(", "));
    }
}
