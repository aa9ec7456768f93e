package dev.sameriver.upgrade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionLock;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Upgrades in the table {@code sameriver.upgrade}, a row for each view. As long as this is open, no
 * other upgrade of the view can be.
 */
public final class PostgresJournal implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What Postgres calls a lock that was waited for in vain. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 1_000;

    private final PostgresServer server;
    private final VersionKey key;
    private Connection connection;

    private PostgresJournal(PostgresServer server, VersionKey key, Connection connection) {
        this.server = server;
        this.key = key;
        this.connection = connection;
    }

    /**
     * Opens the journal for the upgrades of one view.
     *
     * @throws UserError if Postgres cannot be reached, or another upgrade of the view is under way
     */
    public static PostgresJournal open(Settings settings, VersionKey key) {
        Registry.open(settings);
        PostgresServer server = PostgresServer.of(settings);
        try {
            PostgresJournal journal = new PostgresJournal(server, key, server.connect());
            try {
                journal.lock();
                return journal;
            } catch (SQLException | UserError e) {
                journal.close();
                throw e;
            }
        } catch (SQLException e) {
            throw server.failed("keep the journal of upgrades", e);
        }
    }

    /** Waits a little, as the server may not have noticed yet that a command was killed. */
    private void lock() throws SQLException {
        try (Statement patience = connection.createStatement()) {
            patience.execute("SET lock_timeout = '5s'");
            VersionLock.await(connection, key);
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw VersionLock.isTaken(key);
            }
            throw e;
        }
    }

    /**
     * The step at which an upgrade of a view was cut off; empty if there is nothing to end.
     *
     * @param connection to a Postgres with the registry
     * @param view as in {@code airport-delays-v1}
     */
    public static Optional<String> cutOff(Connection connection, String view) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT step FROM sameriver.upgrade WHERE view = ?")) {
            statement.setString(1, view);
            try (ResultSet result = statement.executeQuery()) {
                return result.next()
                        ? Optional.of(result.getString(1))
                                .filter(step -> !UpgradeStep.valueOf(step).isLast())
                        : Optional.empty();
            }
        }
    }

    /** The last upgrade of a view; empty if there was none. */
    Optional<UpgradeRecord> find(String view) {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT record FROM sameriver.upgrade WHERE view = ?")) {
            statement.setString(1, view);
            try (ResultSet result = statement.executeQuery()) {
                return result.next()
                        ? Optional.of(JSON.readValue(result.getString(1), UpgradeRecord.class))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw server.failed("read the journal of upgrades", e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("sameriver.upgrade holds no upgrade of " + view, e);
        }
    }

    /** What is done in Postgres, wholly or not at all. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Writes an upgrade down, for good when this returns.
     *
     * @throws IOException if Postgres is away for long
     */
    void write(UpgradeRecord record) throws IOException, InterruptedException {
        patiently(
                "The journal of upgrades could not be written",
                any -> {
                    put(record);
                    return record;
                });
    }

    /**
     * Does work in one transaction. As the view does not run meanwhile, a server that is away for a
     * moment is waited for.
     *
     * @param failure what is said if it is away for longer
     * @throws IOException if it is
     */
    <T> T patiently(String failure, Work<T> work) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                if (!connection.isValid(1)) {
                    connection.close();
                    connection = server.connect();
                    lock();
                }
                return inTransaction(work);
            } catch (SQLException e) {
                if (System.nanoTime() > end) {
                    throw new IOException(
                            failure
                                    + " for "
                                    + PATIENCE.toSeconds()
                                    + " s ("
                                    + e.getMessage()
                                    + "): start Postgres, and run this again to go on.",
                            e);
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T done = work.on(connection);
            connection.commit();
            return done;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void put(UpgradeRecord record) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO sameriver.upgrade VALUES (?, ?, ?, now()) ON CONFLICT (view)"
                                + " DO UPDATE SET step = EXCLUDED.step, record = EXCLUDED.record,"
                                + " changed = EXCLUDED.changed")) {
            statement.setString(1, record.view());
            statement.setString(2, record.step().name());
            statement.setString(3, JSON.writeValueAsString(record));
            statement.execute();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An upgrade is plain text and numbers.", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
