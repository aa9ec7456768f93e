package dev.sameriver.jobs.airportdelays;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;

/** A database of one test's own, as tests of one view would meet in its tables. */
final class OwnDatabase {

    private OwnDatabase() {}

    /** Makes a database on the settings' server, and gives the settings with it. */
    static Settings make(Settings settings, String name) throws Exception {
        PostgresServer server = PostgresServer.of(settings);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return settings.overriddenBy(
                Map.of(
                        Settings.POSTGRES,
                        server.url().replaceFirst("(//[^/]+/)[^?]*", "$1" + name)));
    }
}
