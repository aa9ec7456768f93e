package dev.sameriver.compare;

import dev.sameriver.connect.SqlName;
import dev.sameriver.output.ViewTable;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionRows;
import dev.sameriver.view.RowSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The final rows of a table.
 *
 * @param marks whether rows of its windows that are marked as not final are given, too
 * @param part which of them; null for all
 */
record TableRows(Connection connection, ViewTable table, boolean marks, @Nullable Condition part)
        implements RowSource {

    private static final int FETCH_ROWS = 10_000;

    /**
     * @param marks see above
     */
    static TableRows of(Snapshot snapshot, String name, boolean marks) throws SQLException {
        return new TableRows(
                snapshot.connection(), ViewTable.find(snapshot.connection(), name), marks, null);
    }

    /** Those of these rows that meet a condition, which is on the range, too. */
    TableRows only(Condition condition) {
        return new TableRows(connection, table, marks, condition);
    }

    @Override
    public RowSchema schema() {
        return table.schema();
    }

    /**
     * A job writes the rows of a window in several transactions, so what it has reported to the
     * registry says up to when the table must be complete, even where rows were taken away. A table
     * that the registry does not know is final up to its last final row, but not beyond the first
     * one that is still open, as a view with early results has them.
     */
    @Override
    public long end() throws SQLException {
        RowTimes times = RowTimes.of(schema());
        if (times == null) {
            return Long.MAX_VALUE;
        }
        long watermark = watermark();
        return watermark == Long.MAX_VALUE ? endOfRows(times) : watermark;
    }

    private long endOfRows(RowTimes times) throws SQLException {
        String sql =
                "SELECT max(%2$s) FILTER (WHERE %1$s), min(%2$s) FILTER (WHERE NOT %1$s)"
                                .formatted(table.finalRows(), times.end())
                        + " FROM "
                        + SqlName.quoted(table.name());
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            OffsetDateTime last = result.getObject(1, OffsetDateTime.class);
            OffsetDateTime open = result.getObject(2, OffsetDateTime.class);
            if (last == null) {
                return Long.MIN_VALUE;
            }
            long more = times.isOfEvents() ? 1 : 0;
            long end = last.toInstant().toEpochMilli() + more;
            return open == null ? end : Math.min(end, open.toInstant().toEpochMilli() + more - 1);
        }
    }

    /** Up to when the registry has the table complete; no bound if it does not know the table. */
    private long watermark() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT to_regclass('sameriver.view_version')")) {
            result.next();
            if (result.getString(1) == null) {
                return Long.MAX_VALUE;
            }
        }
        long least = Long.MAX_VALUE;
        for (Version version : VersionRows.all(connection)) {
            if (version.tableName().equals(table.name())) {
                Instant watermark = version.watermark();
                least =
                        Math.min(
                                least,
                                watermark == null ? Long.MIN_VALUE : watermark.toEpochMilli());
            }
        }
        return least;
    }

    /** The condition on rows that they are final, or given all the same, and in a range. */
    Condition in(Range range) {
        Condition isGiven = Condition.of(marks ? "true" : table.finalRows());
        RowTimes times = RowTimes.of(schema());
        return times == null ? isGiven : times.in(range, isGiven);
    }

    @Override
    public void read(Range range, Taker taker) throws Exception {
        Condition condition = part == null ? in(range) : part;
        String sql = table.select() + " WHERE " + condition.sql();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_ROWS);
            condition.setOn(statement);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    taker.take(table.read(result));
                }
            }
        }
    }
}
