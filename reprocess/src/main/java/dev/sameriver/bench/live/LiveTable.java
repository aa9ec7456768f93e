package dev.sameriver.bench.live;

import dev.sameriver.connect.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** A system's rows as a reader of Postgres sees them, through a connection of its own. */
final class LiveTable implements AutoCloseable {

    private static final String NO_SUCH_TABLE = "42P01";

    private static final String GREATEST =
            """
            SELECT key, (extract(epoch FROM window_end) * 1000)::bigint, greatest FROM %s
            WHERE key = ANY(?)
            """;

    private static final String READINGS =
            """
            SELECT coalesce(sum(readings), 0) FROM %s
            WHERE (key >= 0) = ? AND window_end < '2026-01-01T12:00Z' %s
            """;

    private static final String DIGEST =
            """
            SELECT count(*) || ' ' || md5(string_agg(concat_ws(',', key, window_start, window_end,
                readings, total, greatest), E'\\n' ORDER BY key, window_start))
            FROM %s WHERE key >= 0
            """;

    private final String name;
    private final String onlyFinal;
    private final Connection connection;

    LiveTable(LiveSystem system, Settings settings) throws SQLException {
        this.name = system.table();
        this.onlyFinal = system == LiveSystem.SAMERIVER ? "AND is_final" : "";
        this.connection = DriverManager.getConnection(settings.require(Settings.POSTGRES));
    }

    void drop() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + name);
        }
    }

    /** The greatest number in each row of some keys. */
    Map<Marked, Long> greatest(LongStream keys) throws SQLException {
        Map<Marked, Long> greatest = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(GREATEST.formatted(name))) {
            query.setArray(1, connection.createArrayOf("int8", keys.boxed().toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    greatest.put(new Marked(rows.getLong(1), rows.getLong(2)), rows.getLong(3));
                }
            }
        }
        return greatest;
    }

    /**
     * How many events are in rows, final ones only where the system marks them; 0 before the table
     * is made.
     *
     * @param ofLoad of the load, or those that are appended around it
     */
    long readings(boolean ofLoad) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(READINGS.formatted(name, onlyFinal))) {
            query.setBoolean(1, ofLoad);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        } catch (SQLException e) {
            if (NO_SUCH_TABLE.equals(e.getSQLState())) {
                return 0;
            }
            throw e;
        }
    }

    /** The number of the load's rows, and a hash of them. */
    String digest() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(DIGEST.formatted(name))) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
