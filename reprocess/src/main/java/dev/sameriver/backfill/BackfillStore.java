package dev.sameriver.backfill;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.connect.Unavailable;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionLock;
import dev.sameriver.upgrade.PostgresJournal;
import dev.sameriver.view.UserError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of {@link BackfillRecord}s, beside the registry. For one thread; close it. */
final class BackfillStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackfillStore.class);

    private final PostgresServer server;
    private final Connection connection;

    private BackfillStore(PostgresServer server, Connection connection) {
        this.server = server;
        this.connection = connection;
    }

    /**
     * @throws UserError if Postgres is not set or does not answer
     */
    static BackfillStore open(Settings settings) {
        Registry.open(settings);
        PostgresServer server = PostgresServer.of(settings);
        try {
            return new BackfillStore(server, server.connect());
        } catch (SQLException e) {
            throw server.failed("open the table of backfills", e);
        }
    }

    /** The rate of a view without making a table, see {@link #rate}; 0 where none was noted. */
    static double knownRate(Settings settings, VersionKey key) {
        PostgresServer server = PostgresServer.of(settings);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet table =
                        statement.executeQuery(
                                "SELECT to_regclass('sameriver.backfill') IS NOT NULL")) {
            table.next();
            return table.getBoolean(1) ? new BackfillStore(server, connection).rate(key) : 0;
        } catch (SQLException e) {
            throw server.failed("read the rate of " + key.view(), e);
        }
    }

    /**
     * Lets no one else work on this version until this store is closed, or its process ends.
     *
     * @throws UserError if someone does, or an upgrade of it was cut off
     */
    void lock(VersionKey key) {
        try {
            VersionLock.take(connection, key);
            requireNoUpgrade(key);
        } catch (SQLException e) {
            throw server.failed("lock " + key, e);
        }
    }

    private void requireNoUpgrade(VersionKey key) throws SQLException {
        Optional<String> step =
                PostgresJournal.cutOff(connection, key.view() + "-v" + key.version());
        if (step.isPresent()) {
            throw new UserError(
                    "An upgrade that was cut off is to be ended first, but the one of "
                            + key
                            + " is at "
                            + step.get()
                            + ": run sameriver upgrade with its jar again.");
        }
    }

    Optional<BackfillRecord> find(VersionKey key) {
        try (PreparedStatement statement =
                prepare("SELECT * FROM sameriver.backfill WHERE view = ? AND version = ?", key)) {
            ResultSet result = statement.executeQuery();
            if (!result.next()) {
                return Optional.empty();
            }
            return Optional.of(
                    new BackfillRecord(
                            new BackfillOptions(
                                    result.getInt("parallelism"),
                                    Duration.ofMillis(result.getLong("heartbeat_ms")),
                                    Duration.ofMillis(result.getLong("checkpoints_ms")),
                                    result.getLong("max_rate")),
                            result.getString("job"),
                            result.getString("restore"),
                            result.getString("checkpoints"),
                            result.getString("savepoints")));
        } catch (SQLException e) {
            throw server.failed("read how far " + key + " is", e);
        }
    }

    /** Notes how a version's job is to run. */
    void keep(VersionKey key, BackfillOptions options) {
        String sql =
                """
                INSERT INTO sameriver.backfill
                    (view, version, parallelism, heartbeat_ms, checkpoints_ms, max_rate)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (view, version) DO UPDATE SET
                    parallelism = EXCLUDED.parallelism, heartbeat_ms = EXCLUDED.heartbeat_ms,
                    checkpoints_ms = EXCLUDED.checkpoints_ms, max_rate = EXCLUDED.max_rate
                """;
        try (PreparedStatement statement = prepare(sql, key)) {
            statement.setInt(3, options.parallelism());
            statement.setLong(4, options.heartbeat().toMillis());
            statement.setLong(5, options.checkpoints().toMillis());
            statement.setLong(6, options.maxRate());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw server.failed("note how " + key + " is to run", e);
        }
    }

    /** Notes which job is about to be submitted. */
    void intend(VersionKey key, String job, @Nullable String restore, String checkpoints) {
        update(
                key,
                "job = ?, restore = ?, checkpoints = ?, savepoints = NULL",
                job,
                restore,
                checkpoints);
    }

    /** Notes where the savepoint of a pause is going to be; null that there is no pause. */
    void pausing(VersionKey key, @Nullable String savepoints) {
        update(key, "savepoints = ?", savepoints);
    }

    /** Notes how many events a second one subtask derived. */
    void measured(VersionKey key, double rate) {
        update(key, "rate = ?", rate);
    }

    /** What was measured last for any version of a view; 0 if nothing was. */
    double rate(VersionKey key) {
        String sql =
                "SELECT rate FROM sameriver.backfill WHERE view = ? AND rate IS NOT NULL"
                        + " ORDER BY version = ? DESC, version DESC LIMIT 1";
        try (PreparedStatement statement = prepare(sql, key)) {
            ResultSet result = statement.executeQuery();
            return result.next() ? result.getDouble(1) : 0;
        } catch (SQLException e) {
            throw server.failed("read the rate of " + key.view(), e);
        }
    }

    /**
     * Checks that the lock was not lost: it goes with the connection, which may have been idle for
     * long.
     *
     * @throws Unavailable if it was
     */
    void requireLock(VersionKey key) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        } catch (SQLException e) {
            throw server.failed("keep the lock of " + key + ", so run this again to go on", e);
        }
    }

    /**
     * Gives locks back itself: Postgres would only when it sees that the connection is gone. If it
     * is gone, there is nothing left to give back.
     */
    @Override
    public void close() {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock_all()");
        } catch (SQLException e) {
            LOG.debug("The connection was gone.", e);
        }
    }

    private PreparedStatement prepare(String sql, VersionKey key) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, key.view());
        statement.setInt(2, key.version());
        return statement;
    }

    private void update(VersionKey key, String assignments, @Nullable Object... values) {
        String sql =
                "UPDATE sameriver.backfill SET " + assignments + " WHERE view = ? AND version = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 1;
            for (Object value : values) {
                statement.setObject(index++, value);
            }
            statement.setString(index++, key.view());
            statement.setInt(index, key.version());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw server.failed("note where " + key + " stands", e);
        }
    }
}
