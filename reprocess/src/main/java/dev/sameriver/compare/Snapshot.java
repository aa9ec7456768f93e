package dev.sameriver.compare;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * One moment of Postgres: whatever is read through it, from however many tables, is of the same
 * moment, whatever jobs write meanwhile.
 */
final class Snapshot implements AutoCloseable {

    private static final String SOCKET_TIMEOUT = Settings.POSTGRES + ".socketTimeout";

    private final Connection connection;

    private Snapshot(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens a snapshot.
     *
     * @throws dev.sameriver.view.UserError if Postgres is not named or does not answer
     */
    static Snapshot open(Settings settings) throws SQLException {
        // A hash over a large table says nothing for long.
        boolean isSet = settings.find(SOCKET_TIMEOUT).isPresent();
        PostgresServer server =
                PostgresServer.of(
                        isSet ? settings : settings.overriddenBy(Map.of(SOCKET_TIMEOUT, "0")));
        Connection connection = connect(server);
        try (Statement statement = connection.createStatement()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            // A value's text must not depend on who asks.
            statement.execute("SET LOCAL TimeZone TO 'UTC'");
            statement.execute("SET LOCAL DateStyle TO 'ISO, YMD'");
            statement.execute("SET LOCAL extra_float_digits TO 3");
            return new Snapshot(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection connect(PostgresServer server) {
        try {
            return server.connect();
        } catch (SQLException e) {
            throw server.failed("be connected to", e);
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
