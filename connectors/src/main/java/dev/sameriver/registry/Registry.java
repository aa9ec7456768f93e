package dev.sameriver.registry;

import dev.sameriver.connect.Settings;
import dev.sameriver.output.PostgresServer;
import dev.sameriver.view.UserError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registry, in the schema {@code sameriver} of Postgres.
 *
 * <p>Every change and the note of it are one transaction, which holds the view's rows, so that two
 * people who change a view at once come one after the other. For one thread; close it.
 *
 * @throws UserError from every method if Postgres does not answer
 */
public final class Registry implements AutoCloseable {

    /** Serializes the creation of tables, which Postgres does not. */
    private static final long CREATING = 0x53414d45L;

    private static final String TABLES =
            """
            CREATE SCHEMA IF NOT EXISTS sameriver;
            CREATE TABLE IF NOT EXISTS sameriver.view_version (
                view text, version int, state text NOT NULL, share int NOT NULL DEFAULT 0,
                table_name text NOT NULL, job text, position text NOT NULL DEFAULT '',
                watermark timestamptz, reported_at timestamptz, audit text,
                cutover_at timestamptz, PRIMARY KEY (view, version));
            CREATE TABLE IF NOT EXISTS sameriver.change (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                at timestamptz NOT NULL DEFAULT now(), who text NOT NULL, why text,
                view text NOT NULL, version int NOT NULL, what text NOT NULL);
            """;

    private final PostgresServer server;
    private final Connection connection;

    private Registry(PostgresServer server, Connection connection) {
        this.server = server;
        this.connection = connection;
    }

    /** Opens the registry, and makes its tables if they are not there. */
    public static Registry open(Settings settings) {
        PostgresServer server = PostgresServer.of(settings);
        try {
            Connection connection = server.connect();
            try {
                create(connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return new Registry(server, connection);
        } catch (SQLException e) {
            throw server.failed("open the registry", e);
        }
    }

    private static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet there = statement.executeQuery("SELECT to_regclass('sameriver.change')");
            there.next();
            if (there.getString(1) != null) {
                return;
            }
            connection.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(" + CREATING + ")");
            statement.execute(TABLES);
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    /** The versions of a view, the oldest first. */
    public List<Version> versions(String view) {
        String sql = "SELECT * FROM sameriver.view_version WHERE view = ? ORDER BY version";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, view);
            return read(statement.executeQuery());
        } catch (SQLException e) {
            throw server.failed("read the versions of " + view, e);
        }
    }

    public Optional<Version> find(VersionKey key) {
        return versions(key.view()).stream()
                .filter(version -> version.key().equals(key))
                .findFirst();
    }

    /** Adds a version that is building; one that is there stays as it is. */
    public void declare(VersionKey key, String tableName, String who, @Nullable String why) {
        change(
                key,
                who,
                why,
                "declared",
                "INSERT INTO sameriver.view_version (state, table_name, view, version)"
                        + " VALUES ('building', ?, ?, ?) ON CONFLICT DO NOTHING",
                tableName);
    }

    /** Moves a version to a state; nothing happens if it is in it. */
    public void setState(VersionKey key, VersionState state, String who, @Nullable String why) {
        change(
                key,
                who,
                why,
                "state " + state.text(),
                "UPDATE sameriver.view_version SET state = ? WHERE state <> ? AND view = ? AND"
                        + " version = ?",
                state.text(),
                state.text());
    }

    /** Notes the Flink job that derives a version; null for none. */
    public void setJob(
            VersionKey key, @Nullable String job, String who, @Nullable String why) {
        change(
                key,
                who,
                why,
                job == null ? "no job" : "job " + job,
                "UPDATE sameriver.view_version SET job = ? WHERE job IS DISTINCT FROM ? AND view ="
                        + " ? AND version = ?",
                job,
                job);
    }

    /**
     * Notes how far a version is. It only moves forward: what a job that goes on from an older
     * checkpoint derives again is there already.
     *
     * @param watermark null if the log has none yet
     */
    public void report(VersionKey key, LogPosition position, @Nullable Instant watermark) {
        try {
            connection.setAutoCommit(false);
            Version version = lock(key);
            if (version != null) {
                String sql =
                        "UPDATE sameriver.view_version SET position = ?, watermark ="
                                + " greatest(watermark, ?), reported_at = now() WHERE view = ? AND"
                                + " version = ?";
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.setString(1, version.position().furthest(position).toString());
                    statement.setTimestamp(
                            2, watermark == null ? null : Timestamp.from(watermark));
                    statement.setString(3, key.view());
                    statement.setInt(4, key.version());
                    statement.executeUpdate();
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw server.failed("note how far " + key + " is", e);
        }
    }

    /** The changes of a view's versions, the oldest first. */
    public List<Change> changes(String view) {
        String sql = "SELECT * FROM sameriver.change WHERE view = ? ORDER BY id";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, view);
            ResultSet result = statement.executeQuery();
            List<Change> changes = new ArrayList<>();
            while (result.next()) {
                changes.add(
                        new Change(
                                result.getTimestamp("at").toInstant(),
                                result.getString("who"),
                                result.getString("why"),
                                new VersionKey(view, result.getInt("version")),
                                result.getString("what")));
            }
            return changes;
        } catch (SQLException e) {
            throw server.failed("read the changes of " + view, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw server.failed("close the registry", e);
        }
    }

    /** Does one statement on a version, and notes it if it changed something. */
    private void change(
            VersionKey key,
            String who,
            @Nullable String why,
            String what,
            String sql,
            @Nullable String... values) {
        try {
            connection.setAutoCommit(false);
            lock(key);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setString(i + 1, values[i]);
                }
                statement.setString(values.length + 1, key.view());
                statement.setInt(values.length + 2, key.version());
                if (statement.executeUpdate() > 0) {
                    note(connection, key, who, why, what);
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw server.failed("change " + key, e);
        }
    }

    /**
     * Notes a change in a transaction of the caller's.
     *
     * @param what in words
     */
    public static void note(
            Connection connection, VersionKey key, String who, @Nullable String why, String what)
            throws SQLException {
        String sql =
                "INSERT INTO sameriver.change (who, why, view, version, what) VALUES (?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, who);
            statement.setString(2, why);
            statement.setString(3, key.view());
            statement.setInt(4, key.version());
            statement.setString(5, what);
            statement.executeUpdate();
        }
    }

    /** Holds all versions of a view until the transaction's end; gives this one, null if none. */
    private @Nullable Version lock(VersionKey key) throws SQLException {
        String sql =
                "SELECT * FROM sameriver.view_version WHERE view = ? ORDER BY version FOR UPDATE";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key.view());
            return read(statement.executeQuery()).stream()
                    .filter(version -> version.key().equals(key))
                    .findFirst()
                    .orElse(null);
        }
    }

    private static List<Version> read(ResultSet result) throws SQLException {
        List<Version> versions = new ArrayList<>();
        while (result.next()) {
            versions.add(
                    new Version(
                            new VersionKey(result.getString("view"), result.getInt("version")),
                            VersionState.of(result.getString("state")),
                            result.getInt("share"),
                            result.getString("table_name"),
                            result.getString("job"),
                            LogPosition.parse(result.getString("position")),
                            instant(result, "watermark"),
                            instant(result, "reported_at"),
                            result.getString("audit"),
                            instant(result, "cutover_at")));
        }
        return versions;
    }

    private static @Nullable Instant instant(ResultSet result, String column)
            throws SQLException {
        Timestamp value = result.getTimestamp(column);
        return value == null ? null : value.toInstant();
    }
}
