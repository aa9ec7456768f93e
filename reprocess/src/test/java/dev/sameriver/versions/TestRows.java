package dev.sameriver.versions;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.registry.LogPosition;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionState;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables of rows in the sandbox's Postgres, and versions that are read from them. */
public final class TestRows {

    public static final String WHO = "test";

    private final Settings settings = SharedSandbox.with(Part.POSTGRES).settings();
    private final Registry registry = Registry.open(settings);

    public Settings settings() {
        return settings;
    }

    public Registry registry() {
        return registry;
    }

    /**
     * A version in shadow with a table of the key (origin, window_start, window_end) and the column
     * version, which is the version's number in every row: one row an hour from 2001-01-01T00:00Z
     * on, for each origin A0, A1 and so on.
     */
    public VersionKey version(String view, int number, int origins, int hours) throws SQLException {
        VersionKey key = new VersionKey(view, number);
        String table = table(key);
        execute(
                "CREATE TABLE "
                        + table
                        + " (origin text, window_start timestamptz, window_end timestamptz,"
                        + " version bigint, PRIMARY KEY (origin, window_start, window_end))",
                "INSERT INTO "
                        + table
                        + " SELECT 'A' || origin, start, start + interval '1 hour', "
                        + number
                        + " FROM generate_series(0, "
                        + (origins - 1)
                        + ") origin, generate_series(timestamptz '2001-01-01T00:00Z',"
                        + " timestamptz '2001-01-01T00:00Z' + interval '"
                        + (hours - 1)
                        + " hours', interval '1 hour') start");
        declare(key);
        return key;
    }

    /** A version in shadow, whose table is there already. */
    public void declare(VersionKey key) {
        registry.declare(key, table(key), WHO, null);
        registry.setJob(key, "a job", null, WHO, null);
        registry.setState(key, VersionState.SHADOW, WHO, null);
    }

    /** Takes a version's job away, as a pause does. */
    public void pause(VersionKey key) {
        registry.setJob(key, null, null, WHO, null);
    }

    public static String table(VersionKey key) {
        return key.view().replace('-', '_') + "_v" + key.version();
    }

    public void promote(VersionKey key, int share) {
        change(key.view()).apply(promotion(key, share, null));
    }

    /** A promotion that knows nothing of Kafka. */
    public static Promotion promotion(VersionKey key, int share, @Nullable Instant at) {
        return new Promotion(key, share, at, false, Promotion.DEFAULT_MAX_LAG, LogPosition.EMPTY);
    }

    public void rollback(String view) {
        change(view).apply(new Rollback(view));
    }

    public void report(VersionKey key, String position) {
        registry.report(
                key, LogPosition.parse(position), Instant.parse("2001-01-02T00:00:00Z"), true);
    }

    public ViewChange change(String view) {
        return new ViewChange(registry, view, WHO, "testing");
    }

    public void execute(String... commands) throws SQLException {
        try (Connection connection = PostgresServer.of(settings).connect();
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    /** The first column of a query's result, as text. */
    public List<String> query(String sql) throws SQLException {
        try (Connection connection = PostgresServer.of(settings).connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        }
    }
}
