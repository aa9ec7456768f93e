package dev.sameriver.table;

import static dev.sameriver.connect.SqlName.quoted;
import static java.util.stream.Collectors.joining;

import dev.sameriver.connect.PostgresServer;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/**
 * The query of a view's rows in the order of their key, from behind a key on.
 *
 * @param key the columns of the primary key, in its order; not empty
 * @param columns those that are read
 */
record ViewQuery(PostgresServer server, String table, List<String> key, List<ViewColumn> columns)
        implements Serializable {

    ViewQuery {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }

    /**
     * Prepares the query in the connection's transaction.
     *
     * @param types of the table's columns, as Postgres prints them
     * @param after the key before the first row, as texts; empty for all rows
     */
    PreparedStatement prepare(Connection connection, Map<String, String> types, List<String> after)
            throws SQLException {
        String wanted =
                Stream.concat(
                                key.stream().map(column -> of(column) + "::text"),
                                columns.stream().map(column -> of(column.name())))
                        .collect(joining(", "));
        String order = key.stream().map(ViewQuery::of).collect(joining(", "));
        String behind =
                after.isEmpty()
                        ? ""
                        : " WHERE (%s) > (%s)"
                                .formatted(
                                        order,
                                        key.stream()
                                                .map(column -> "?::text::" + types.get(column))
                                                .collect(joining(", ")));
        PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT %s FROM %s AS t%s ORDER BY %s"
                                .formatted(wanted, quoted(table), behind, order));
        for (int i = 0; i < after.size(); i++) {
            statement.setString(i + 1, after.get(i));
        }
        return statement;
    }

    /** A column of the table, not one of the result that is called like it. */
    private static String of(String column) {
        return "t." + quoted(column);
    }

    /** The key of the row that a result is at, as texts that {@link #prepare} takes. */
    List<String> key(ResultSet result) throws SQLException {
        List<String> texts = new ArrayList<>(key.size());
        for (int i = 1; i <= key.size(); i++) {
            texts.add(result.getString(i));
        }
        return texts;
    }

    /** The row that a result is at. */
    RowData row(ResultSet result) throws SQLException {
        GenericRowData row = new GenericRowData(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            row.setField(i, columns.get(i).read(result, key.size() + i + 1));
        }
        return row;
    }
}
