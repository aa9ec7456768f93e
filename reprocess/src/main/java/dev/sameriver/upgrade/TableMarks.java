package dev.sameriver.upgrade;

import dev.sameriver.connect.SqlName;
import dev.sameriver.job.ViewJob;
import dev.sameriver.view.View;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Takes back what a job wrote into a version's tables after a moment.
 *
 * <p>A job that goes on from a savepoint writes all rows again that it had written since, by their
 * key; but those that another jar wrote under other keys would stay. Each row of Postgres knows the
 * transaction that wrote it last, so they are told apart by a mark set while no job ran.
 */
final class TableMarks {

    private static final String MARK =
            "SELECT txid_current()::text, position::text, watermark::text FROM (SELECT) AS once"
                    + " LEFT JOIN sameriver.view_version ON view = ? AND version = ?";

    /** Numbers of transactions begin anew after 2^32; ages are right all the same. */
    private static final String TAKE_BACK =
            "DELETE FROM %s WHERE age(xmin) <= age((?::bigint %% 4294967296)::text::xid)";

    private static final String REPORTED =
            "UPDATE sameriver.view_version SET position = ?::jsonb, watermark = ?::timestamptz"
                    + " WHERE view = ? AND version = ? AND job = ANY(?)";

    private final View view;

    TableMarks(View view) {
        this.view = view;
    }

    /** Marks this moment, in which no job writes the version's tables. */
    TableMark set(Connection connection) throws SQLException {
        try (PreparedStatement mark = connection.prepareStatement(MARK)) {
            mark.setString(1, view.name());
            mark.setInt(2, view.version());
            try (ResultSet result = mark.executeQuery()) {
                result.next();
                return new TableMark(result.getString(1), result.getString(2), result.getString(3));
            }
        }
    }

    /**
     * Deletes the rows that were written since a moment, and lowers what the version has reported
     * to what it was then. No job may write the tables now.
     *
     * @param jobs whose reports are taken back
     * @return how many rows were deleted
     */
    long takeBack(Connection connection, TableMark mark, Set<String> jobs) throws SQLException {
        long rows = 0;
        String table = ViewJob.tableName(view);
        for (String name : List.of(table, table + "_late", table + "_dead")) {
            if (isThere(connection, name)) {
                rows += delete(connection, name, mark);
            }
        }
        if (mark.position() != null) {
            report(connection, mark, jobs);
        }
        return rows;
    }

    private static boolean isThere(Connection connection, String table) throws SQLException {
        try (PreparedStatement find =
                connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            find.setString(1, SqlName.quoted(table));
            try (ResultSet result = find.executeQuery()) {
                result.next();
                return result.getBoolean(1);
            }
        }
    }

    private static long delete(Connection connection, String table, TableMark mark)
            throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(TAKE_BACK.formatted(SqlName.quoted(table)))) {
            delete.setString(1, mark.transaction());
            return delete.executeLargeUpdate();
        }
    }

    private void report(Connection connection, TableMark mark, Set<String> jobs)
            throws SQLException {
        try (PreparedStatement report = connection.prepareStatement(REPORTED)) {
            report.setString(1, mark.position());
            report.setString(2, mark.watermark());
            report.setString(3, view.name());
            report.setInt(4, view.version());
            report.setArray(5, connection.createArrayOf("text", jobs.toArray()));
            report.executeUpdate();
        }
    }
}
