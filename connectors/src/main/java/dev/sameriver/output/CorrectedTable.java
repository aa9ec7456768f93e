package dev.sameriver.output;

import static java.util.stream.Collectors.joining;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.connect.SqlName;
import dev.sameriver.view.Column;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.Rows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;

/**
 * A table of rows in Postgres, of which a range of windows is replaced at once.
 *
 * <p>The rows that are to be there are written beside it first, into a table of the same name with
 * {@code _correction} behind it. Then one transaction puts in what differs and drops that table: a
 * reader sees the rows before or after, and a crash leaves them as they were.
 */
public final class CorrectedTable {

    private final PostgresServer server;
    private final PostgresTable table;
    private final PostgresTable staging;

    /** How many rows a correction touched. */
    public record Changes(long added, long changed, long removed) {}

    /**
     * @param early whether the table has the column {@link IsFinal#NAME}
     */
    public CorrectedTable(Settings settings, String name, RowSchema schema, boolean early) {
        this.server = PostgresServer.of(settings);
        this.table = new PostgresTable(name, schema, early);
        this.staging = new PostgresTable(name + "_correction", schema, early);
    }

    /** Lets a job that is being built write the rows that are to be there. */
    public void write(Rows rows, String uid) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + SqlName.quoted(staging.name()));
            staging.createOrCheck(connection);
        } catch (SQLException e) {
            throw server.failed("prepare the table " + staging.name(), e);
        }
        rows.rows().sinkTo(new PostgresSink(server, staging)).uid(uid).name(uid);
    }

    /**
     * Puts the rows that were written in the place of those of a range.
     *
     * @param connection with the transaction in which it is done
     * @param from the range has the windows that start at or after this
     * @param to and end at or before this
     */
    public Changes correct(Connection connection, Instant from, Instant to) throws SQLException {
        long removed = remove(connection, from, to);
        Changes changes = put(connection, removed);
        try (Statement drop = connection.createStatement()) {
            drop.execute("DROP TABLE " + SqlName.quoted(staging.name()));
        }
        return changes;
    }

    private long remove(Connection connection, Instant from, Instant to) throws SQLException {
        String sql =
                "DELETE FROM %s AS t WHERE window_start >= ? AND window_end <= ? AND NOT EXISTS (SELECT FROM %s AS s WHERE (%s) = (%s))"
                        .formatted(
                                SqlName.quoted(table.name()),
                                SqlName.quoted(staging.name()),
                                key("s."),
                                key("t."));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(from));
            statement.setTimestamp(2, Timestamp.from(to));
            return statement.executeLargeUpdate();
        }
    }

    private Changes put(Connection connection, long removed) throws SQLException {
        String sql =
                ("WITH put AS (INSERT INTO %s AS t SELECT * FROM %s ON CONFLICT (%s) DO UPDATE"
                                + " SET (%s) = ROW(%s) WHERE ROW(%s) IS DISTINCT FROM ROW(%s)"
                                + " RETURNING xmax = 0 AS added)"
                                + " SELECT count(*) FILTER (WHERE added),"
                                + " count(*) FILTER (WHERE NOT added) FROM put")
                        .formatted(
                                SqlName.quoted(table.name()),
                                SqlName.quoted(staging.name()),
                                key(""),
                                values(""),
                                values("EXCLUDED."),
                                values("t."),
                                values("EXCLUDED."));
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return new Changes(result.getLong(1), result.getLong(2), removed);
        }
    }

    private String key(String prefix) {
        return table.schema().key().stream()
                .map(column -> prefix + SqlName.quoted(column.name()))
                .collect(joining(", "));
    }

    private String values(String prefix) {
        return table.columns().stream()
                .skip(table.schema().keyColumns())
                .map(Column::name)
                .map(name -> prefix + SqlName.quoted(name))
                .collect(joining(", "));
    }
}
