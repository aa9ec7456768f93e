package dev.sameriver.registry;

import dev.sameriver.view.UserError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The lock of one version: whoever changes its job, or lets readers come to it or its tables go,
 * holds it, so that no version is paused while it is promoted, or dropped while it is resumed.
 */
public final class VersionLock {

    private static final String KEY = "(hashtextextended('sameriver.version/' || ?, 0))";

    private VersionLock() {}

    /**
     * Takes the lock until the connection is closed, or gives it back itself.
     *
     * @throws UserError if someone else has it
     */
    public static void take(Connection connection, VersionKey key) throws SQLException {
        require(connection, "pg_try_advisory_lock", key);
    }

    /**
     * Takes the lock until the connection's transaction ends.
     *
     * @throws UserError if someone else has it
     */
    public static void takeInTransaction(Connection connection, VersionKey key)
            throws SQLException {
        require(connection, "pg_try_advisory_xact_lock", key);
    }

    /**
     * Takes the lock as {@link #take} does, but waits for it as long as the connection's lock
     * timeout allows.
     *
     * @throws SQLException if that is over, with the state 55P03
     */
    public static void await(Connection connection, VersionKey key) throws SQLException {
        try (PreparedStatement statement = prepare(connection, "pg_advisory_lock", key)) {
            statement.execute();
        }
    }

    /** The sentence for who does not get the lock. */
    public static UserError isTaken(VersionKey key) {
        return new UserError(
                "One command at a time may change a version, but another one is at "
                        + key
                        + ": wait until it has ended.");
    }

    private static void require(Connection connection, String function, VersionKey key)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, function, key);
                ResultSet result = statement.executeQuery()) {
            result.next();
            if (!result.getBoolean(1)) {
                throw isTaken(key);
            }
        }
    }

    private static PreparedStatement prepare(Connection connection, String function, VersionKey key)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement("SELECT " + function + KEY);
        statement.setString(1, key.view() + "-v" + key.version());
        return statement;
    }
}
