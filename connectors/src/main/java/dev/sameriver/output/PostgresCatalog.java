package dev.sameriver.output;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** What Postgres knows of a table. */
final class PostgresCatalog {

    private PostgresCatalog() {}

    /**
     * Finds a table's columns.
     *
     * @param columns takes the type of each column by its name, those of the primary key first;
     *     none if there is no such table
     * @param key takes the names of the columns of the primary key, in order
     */
    static void describe(
            Connection connection, String table, Map<String, String> columns, List<String> key)
            throws SQLException {
        String sql =
                "SELECT a.attname, format_type(a.atttypid, a.atttypmod),"
                        + " array_position(i.indkey::int2[], a.attnum)"
                        + " FROM pg_attribute a LEFT JOIN pg_index i"
                        + " ON i.indrelid = a.attrelid AND i.indisprimary"
                        + " WHERE a.attrelid = to_regclass(?) AND a.attnum > 0"
                        + " AND NOT a.attisdropped ORDER BY 3, a.attnum";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, PostgresTable.quoted(table));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    columns.put(result.getString(1), result.getString(2));
                    if (result.getObject(3) != null) {
                        key.add(result.getString(1));
                    }
                }
            }
        }
    }
}
