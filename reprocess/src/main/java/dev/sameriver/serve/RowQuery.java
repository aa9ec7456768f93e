package dev.sameriver.serve;

import static dev.sameriver.connect.SqlName.quoted;
import static java.util.stream.Collectors.joining;

import dev.sameriver.output.StoredTable;
import dev.sameriver.versions.RowSource;
import dev.sameriver.view.ColumnType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The query of a request in SQL: rows in the order of their key. */
final class RowQuery {

    private final RowSource source;
    private final StoredTable table;
    private final List<String> conditions = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    private RowQuery(RowSource source) {
        this.source = source;
        this.table = source.table();
    }

    /**
     * Makes the query of a request.
     *
     * @throws Problem if the request names what is no column of the key, or a value that is none of
     *     its column's
     */
    static RowQuery of(RowSource source, ReadRequest request) {
        RowQuery query = new RowQuery(source);
        query.checkColumns(request);
        request.columns().forEach((column, value) -> query.compare(column, "=", value));
        query.bound(">=", request.from());
        query.bound("<", request.to());
        Cursor cursor = request.cursor();
        if (cursor != null) {
            query.after(cursor);
        }
        return query;
    }

    /** The rows, at most so many. */
    List<List<@Nullable Object>> run(Connection connection, int limit) throws SQLException {
        String sql =
                "SELECT %s FROM %s%s ORDER BY %s LIMIT %d"
                        .formatted(
                                RowSource.columns(table),
                                source.from(),
                                conditions.isEmpty()
                                        ? ""
                                        : " WHERE " + String.join(" AND ", conditions),
                                list(table.key()),
                                limit);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setString(i + 1, values.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(table.values(row));
                }
            }
        }
        return rows;
    }

    private void checkColumns(ReadRequest request) {
        for (Map.Entry<String, String> column : request.columns().entrySet()) {
            if (!table.key().contains(column.getKey())) {
                throw new Problem(
                        Problem.BAD_REQUEST,
                        "Rows are found by the columns of their key, "
                                + String.join(", ", table.key())
                                + ", but "
                                + column.getKey()
                                + " is neither one of them nor a parameter: leave it out.");
            }
        }
        if (request.oneRow() && request.columns().size() < table.key().size()) {
            List<String> missing = new ArrayList<>(table.key());
            missing.removeAll(request.columns().keySet());
            throw new Problem(
                    Problem.BAD_REQUEST,
                    "One row is found by all columns of its key, but "
                            + String.join(", ", missing)
                            + " was not given: add it, or ask for rows.");
        }
    }

    private void bound(String comparison, @Nullable String time) {
        if (time == null) {
            return;
        }
        if (!table.columns().containsKey(RowSource.WINDOW_END)) {
            throw new Problem(
                    Problem.BAD_REQUEST,
                    "The parameters from and to are bounds of window_end, but this view has no"
                            + " such column: leave them out.");
        }
        compare(RowSource.WINDOW_END, comparison, time);
    }

    private void compare(String column, String comparison, String value) {
        conditions.add(quoted(column) + " " + comparison + " " + parameter(column, value));
    }

    private void after(Cursor cursor) {
        if (cursor.after().size() != table.key().size()) {
            throw new Problem(
                    Problem.BAD_REQUEST,
                    "A cursor is of the rows as they are, but the key of this one has other"
                            + " columns: leave it out to start over.");
        }
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < table.key().size(); i++) {
            parameters.add(parameter(table.key().get(i), cursor.after().get(i)));
        }
        conditions.add("(" + list(table.key()) + ") > (" + String.join(", ", parameters) + ")");
    }

    private String parameter(String column, String value) {
        ColumnType type = table.type(column);
        values.add(Values.sql(column, type, value));
        return "CAST(? AS " + table.columns().get(column) + ")";
    }

    private static String list(List<String> columns) {
        return columns.stream().map(column -> quoted(column)).collect(joining(", "));
    }
}
