package dev.sameriver.compare;

import dev.sameriver.connect.Settings;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.sql.SQLException;

/**
 * The rows of a view's table whose windows are final, as they are at one moment. One that is marked
 * as not final all the same is given, and says so: readers see it.
 *
 * <p>An example: {@code try (ServedRows rows = ServedRows.open(settings, "airport_delays_v1"))
 * {rows.read(Long.MIN_VALUE, rows.end(), row -> ...);}}
 */
public final class ServedRows implements AutoCloseable {

    private final Snapshot snapshot;
    private final TableRows rows;

    private ServedRows(Snapshot snapshot, TableRows rows) {
        this.snapshot = snapshot;
        this.rows = rows;
    }

    /**
     * Opens a table; it is closed with what is returned.
     *
     * @throws dev.sameriver.view.UserError if Postgres does not answer, or has no such table
     */
    public static ServedRows open(Settings settings, String table) throws SQLException {
        Snapshot snapshot = Snapshot.open(settings);
        try {
            return new ServedRows(snapshot, TableRows.of(snapshot, table, true));
        } catch (SQLException | RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    /** The table's columns, without the one that says whether a row is final. */
    public RowSchema schema() {
        return rows.schema();
    }

    /**
     * Up to when every row must be there and final, in milliseconds since 1970-01-01T00:00Z: what
     * the version's job has said, whatever the table holds. Of a table that the registry does not
     * know it is the last final row's window. {@link Long#MIN_VALUE} if there is none.
     */
    public long end() throws SQLException {
        return rows.end();
    }

    /**
     * Gives the rows of windows, in no order.
     *
     * @param from windows start at or after this, in milliseconds; {@link Long#MIN_VALUE} for all
     * @param to windows end at or before this; {@link Long#MAX_VALUE} for all
     */
    public void read(long from, long to, Taker taker) throws IOException, SQLException {
        try {
            rows.read(new Range(from, to), taker::take);
        } catch (IOException | SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        snapshot.close();
    }

    /** Takes rows. */
    @FunctionalInterface
    public interface Taker {
        void take(ViewRow row) throws IOException;
    }
}
