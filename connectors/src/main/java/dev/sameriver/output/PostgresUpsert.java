package dev.sameriver.output;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that upserts rows, each call one transaction.
 *
 * <p>When the server goes away or two transactions meet, it tries again {@value #TRIES} times over
 * about 6 seconds, then fails, and with it the task, which Flink restarts.
 */
final class PostgresUpsert {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresUpsert.class);

    private static final int TRIES = 7;
    private static final long FIRST_PAUSE_MILLIS = 100;

    private final PostgresServer server;
    private final PostgresTable table;

    private @Nullable Connection connection;
    private @Nullable PreparedStatement statement;

    PostgresUpsert(PostgresServer server, PostgresTable table) {
        this.server = server;
        this.table = table;
    }

    /** Writes rows, no two of one key. */
    void write(List<ViewRow> rows) throws IOException, InterruptedException {
        for (int failures = 0; ; ) {
            try {
                send(rows);
                return;
            } catch (SQLException e) {
                close();
                failures++;
                if (failures >= TRIES || !passes(e)) {
                    throw new IOException(
                            "Postgres did not take "
                                    + rows.size()
                                    + " rows for the table "
                                    + table.name()
                                    + ", the first of them "
                                    + rows.get(0)
                                    + ".",
                            e);
                }
                LOG.warn("Postgres did not take {} rows, trying again.", rows.size(), e);
                Thread.sleep(FIRST_PAUSE_MILLIS << (failures - 1));
            }
        }
    }

    private void send(List<ViewRow> rows) throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = server.connect();
            connection = open;
        }
        PreparedStatement upsert = statement;
        if (upsert == null) {
            upsert = open.prepareStatement(table.upsertSql());
            statement = upsert;
        }
        List<Column> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            ColumnType type = columns.get(i).type();
            if (type == ColumnType.TIMESTAMP) {
                upsert.setObject(i + 1, timestamps(rows, i), Types.OTHER);
            } else {
                String element = PostgresValue.element(type);
                upsert.setArray(i + 1, open.createArrayOf(element, column(rows, i, type)));
            }
        }
        upsert.executeUpdate();
    }

    private static String timestamps(List<ViewRow> rows, int index) {
        PostgresTimestamps timestamps = new PostgresTimestamps();
        rows.forEach(row -> timestamps.add(row.get(index)));
        return timestamps.toString();
    }

    private static @Nullable Object[] column(List<ViewRow> rows, int index, ColumnType type) {
        @Nullable Object[] values = PostgresValue.array(type, rows.size());
        for (int i = 0; i < values.length; i++) {
            ViewRow row = rows.get(i);
            values[i] = index == row.size() ? (Object) row.isFinal() : row.get(index);
        }
        return values;
    }

    /** Whether the trouble may pass: connection, conflict, lack of resources, shutdown. */
    private static boolean passes(SQLException e) {
        String state = e.getSQLState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("57");
    }

    /** Gives the connection up; the next call makes a new one. */
    void close() {
        Connection open = connection;
        connection = null;
        statement = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("A broken connection did not close.", e);
            }
        }
    }
}
