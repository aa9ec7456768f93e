package dev.sameriver.table;

import dev.sameriver.output.StoredTable;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the split in one transaction that sees one snapshot, a thousand rows at a time. After a
 * failure it goes on behind the last key, in a snapshot of that moment.
 */
final class ViewSplitReader implements SplitReader<KeyedRow, ViewSplit> {

    private static final int ROWS = 1_000;

    private final ViewQuery query;

    private @Nullable ViewSplit split;
    private @Nullable Connection connection;
    private @Nullable ResultSet result;

    ViewSplitReader(ViewQuery query) {
        this.query = query;
    }

    @Override
    public RecordsWithSplitIds<KeyedRow> fetch() throws IOException {
        RecordsBySplits.Builder<KeyedRow> records = new RecordsBySplits.Builder<>();
        ViewSplit current = split;
        if (current == null) {
            return records.build();
        }
        try {
            ResultSet rows = result == null ? open(current) : result;
            for (int i = 0; i < ROWS; i++) {
                if (!rows.next()) {
                    records.addFinishedSplit(current.splitId());
                    split = null;
                    close();
                    break;
                }
                records.add(current, new KeyedRow(query.key(rows), query.row(rows)));
            }
            return records.build();
        } catch (UserError e) {
            // The same row would be there after a restart.
            throw new SuppressRestartsException(e);
        } catch (SQLException e) {
            throw new IOException("view " + query.table() + " cannot be read", e);
        }
    }

    private ResultSet open(ViewSplit current) throws SQLException {
        Connection opened = query.server().connect();
        connection = opened;
        opened.setReadOnly(true);
        opened.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        opened.setAutoCommit(false);
        StoredTable table = StoredTable.describe(opened, query.table());
        PreparedStatement statement = query.prepare(opened, table.columns(), current.after());
        statement.setFetchSize(ROWS);
        ResultSet opening = statement.executeQuery();
        result = opening;
        return opening;
    }

    @Override
    public void handleSplitsChanges(SplitsChange<ViewSplit> change) {
        split = change.splits().get(0);
    }

    @Override
    public void wakeUp() {
        // A fetch waits for Postgres only, which answers or times out.
    }

    @Override
    public void close() throws IOException {
        result = null;
        try (Connection closing = connection) {
            connection = null;
        } catch (SQLException e) {
            throw new IOException("the connection to Postgres cannot be closed", e);
        }
    }
}
