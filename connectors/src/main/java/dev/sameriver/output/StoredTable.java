package dev.sameriver.output;

import static dev.sameriver.connect.SqlName.quoted;

import dev.sameriver.view.ColumnType;
import dev.sameriver.view.UserError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of rows as it is in Postgres.
 *
 * @param columns the type of each column, as Postgres prints it: first the primary key's in its
 *     order, then the others in the table's; empty if there is no such table
 * @param key the columns of the primary key, in its order
 */
public record StoredTable(String name, Map<String, String> columns, List<String> key) {

    /** The column that says of a row whether it is final; only where rows may be early results. */
    public static final String IS_FINAL = IsFinal.NAME;

    private static final String DESCRIBE =
            "SELECT a.attname, format_type(a.atttypid, a.atttypmod),"
                    + " array_position(i.indkey::int2[], a.attnum)"
                    + " FROM pg_attribute a LEFT JOIN pg_index i"
                    + " ON i.indrelid = a.attrelid AND i.indisprimary"
                    + " WHERE a.attrelid = to_regclass(?) AND a.attnum > 0"
                    + " AND NOT a.attisdropped ORDER BY 3, a.attnum";

    public StoredTable {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        key = List.copyOf(key);
    }

    /** Looks a table up. */
    public static StoredTable describe(Connection connection, String name) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        List<String> key = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(DESCRIBE)) {
            statement.setString(1, quoted(name));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    columns.put(result.getString(1), result.getString(2));
                    if (result.getObject(3) != null) {
                        key.add(result.getString(1));
                    }
                }
            }
        }
        return new StoredTable(name, columns, key);
    }

    /** Whether there is such a table. */
    public boolean exists() {
        return !columns.isEmpty();
    }

    /**
     * The type of a column's values.
     *
     * @throws UserError if it has none that a view can write
     */
    public ColumnType type(String column) {
        String sqlType = columns.get(column);
        for (ColumnType type : ColumnType.values()) {
            if (PostgresTable.sqlType(type).equals(sqlType)) {
                return type;
            }
        }
        throw new UserError(
                "A view's table has columns of the types that a view writes, but "
                        + column
                        + " of "
                        + name
                        + " is "
                        + sqlType
                        + ": drop it, or give it back its type.");
    }

    /** The values of a result that has all {@link #columns} in their order. */
    public List<@Nullable Object> values(ResultSet row) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (String column : columns.keySet()) {
            values.add(PostgresValue.read(row, values.size() + 1, type(column)));
        }
        return values;
    }
}
