package dev.sameriver.upgrade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.view.UserError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Upgrades in the table {@code sameriver.upgrade}, a row for each view. As long as this is open, no
 * other upgrade of the view can be.
 */
public final class PostgresJournal implements UpgradeJournal, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What Postgres calls a lock that was waited for in vain. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final PostgresServer server;
    private final Connection connection;

    private PostgresJournal(PostgresServer server, Connection connection) {
        this.server = server;
        this.connection = connection;
    }

    /**
     * Opens the journal for the upgrades of one view.
     *
     * @param view as in {@code airport-delays-v1}
     * @throws UserError if Postgres cannot be reached, or another upgrade of the view is under way
     */
    public static PostgresJournal open(Settings settings, String view) {
        PostgresServer server = PostgresServer.of(settings);
        try {
            PostgresJournal journal = new PostgresJournal(server, server.connect());
            try {
                journal.lock(view);
                journal.create();
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
    private void lock(String view) throws SQLException {
        try (Statement patience = connection.createStatement();
                PreparedStatement lock =
                        connection.prepareStatement(
                                "SELECT pg_advisory_lock("
                                        + "hashtextextended('sameriver.version/' || ?, 0))")) {
            patience.execute("SET lock_timeout = '5s'");
            lock.setString(1, view);
            lock.execute();
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new UserError(
                        "One command at a time may change a version, but another one is at "
                                + view
                                + ": wait until it has ended.",
                        e);
            }
            throw e;
        }
    }

    private void create() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS sameriver");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS sameriver.upgrade (view text PRIMARY KEY, step text"
                            + " NOT NULL, record text NOT NULL, changed timestamptz NOT NULL)");
        }
    }

    @Override
    public Optional<UpgradeRecord> find(String view) {
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

    @Override
    public void write(UpgradeRecord record) {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO sameriver.upgrade VALUES (?, ?, ?, now()) ON CONFLICT (view)"
                                + " DO UPDATE SET step = EXCLUDED.step, record = EXCLUDED.record,"
                                + " changed = EXCLUDED.changed")) {
            statement.setString(1, record.view());
            statement.setString(2, record.step().name());
            statement.setString(3, JSON.writeValueAsString(record));
            statement.execute();
        } catch (SQLException e) {
            throw server.failed("write the journal of upgrades", e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An upgrade is plain text and numbers.", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
