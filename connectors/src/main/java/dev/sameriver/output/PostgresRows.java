package dev.sameriver.output;

import static dev.sameriver.connect.SqlName.quoted;

import dev.sameriver.view.Column;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/** The rows of a table in one snapshot of it, fetched 10,000 at a time. */
final class PostgresRows implements CloseableIterator<ViewRow> {

    private static final int FETCH_ROWS = 10_000;
    private static final String NO_SUCH_TABLE = "42P01";

    private final Connection connection;
    private final RowSchema schema;
    private final int[] columns;
    private final int isFinal;
    private final ResultSet result;
    private boolean ready;

    PostgresRows(Connection connection, PostgresTable table) throws SQLException {
        this.connection = connection;
        this.schema = table.schema();
        // Without a transaction the driver would fetch the whole table at once.
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        Statement statement = connection.createStatement();
        statement.setFetchSize(FETCH_ROWS);
        try {
            result = statement.executeQuery("SELECT * FROM " + quoted(table.name()));
        } catch (SQLException e) {
            if (NO_SUCH_TABLE.equals(e.getSQLState())) {
                throw ViewTable.absent(table.name(), e);
            }
            throw e;
        }
        Map<String, Integer> found = new HashMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            found.put(result.getMetaData().getColumnName(i), i);
        }
        isFinal = found.getOrDefault(IsFinal.NAME, 0);
        columns = new int[schema.columns().size()];
        for (int i = 0; i < columns.length; i++) {
            Column column = schema.columns().get(i);
            Integer at = found.get(column.name());
            if (at == null) {
                throw new UserError(
                        "A view's table has all its columns, but "
                                + table.name()
                                + " has no "
                                + column.name()
                                + ": name a table of this version.");
            }
            columns[i] = at;
        }
    }

    @Override
    public boolean hasNext() {
        try {
            ready = ready || result.next();
            return ready;
        } catch (SQLException e) {
            throw new IllegalStateException("The table could not be read to its end.", e);
        }
    }

    @Override
    public ViewRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ready = false;
        @Nullable Object[] values = new @Nullable Object[columns.length];
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = PostgresValue.read(result, columns[i], schema.columns().get(i).type());
            }
            return new ViewRow(values, isFinal == 0 || result.getBoolean(isFinal));
        } catch (SQLException e) {
            throw new IllegalStateException("A row of the table could not be read.", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
