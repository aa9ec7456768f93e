package dev.sameriver.connect;

import dev.sameriver.view.UserError;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * A Postgres server: its JDBC URL, and the driver's properties.
 *
 * @param url as in {@code jdbc:postgresql://localhost:5432/views?user=me}
 */
public record PostgresServer(String url, Properties properties) implements Serializable {

    static {
        // Java's driver manager would hold the classes of a job's own jar for ever.
        if (Driver.class.getClassLoader() != ClassLoader.getSystemClassLoader()
                && Driver.isRegistered()) {
            try {
                Driver.deregister();
            } catch (SQLException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }

    /**
     * The server that the settings name.
     *
     * @throws UserError if they name none, or not by a JDBC URL
     */
    public static PostgresServer of(Settings settings) {
        String url = settings.require(Settings.POSTGRES);
        if (!new Driver().acceptsURL(url)) {
            throw new UserError(
                    "Postgres is named by a JDBC URL, but --postgres is "
                            + url
                            + ": write it as jdbc:postgresql://host:5432/database?user=name.");
        }
        Properties properties = settings.postgresProperties();
        properties.putIfAbsent("ApplicationName", "sameriver");
        properties.putIfAbsent("connectTimeout", "10");
        // A server that vanished without a word must not hold a checkpoint for ever.
        properties.putIfAbsent("socketTimeout", "60");
        // What a long job's command holds open is idle for hours.
        properties.putIfAbsent("tcpKeepAlive", "true");
        return new PostgresServer(url, properties);
    }

    /** A new connection, past the driver manager: that one knows no driver of a job's own jar. */
    public Connection connect() throws SQLException {
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new SQLException("Not an URL of Postgres: " + url);
        }
        return connection;
    }

    /** The sentence for a user when the server could not do {@code what}. */
    public Unavailable failed(String what, SQLException cause) {
        return new Unavailable(
                "Postgres at "
                        + url.replaceAll("password=[^&]*", "password=***")
                        + " could not "
                        + what
                        + " ("
                        + cause.getMessage()
                        + "): check --postgres and that the server is up.",
                cause);
    }
}
