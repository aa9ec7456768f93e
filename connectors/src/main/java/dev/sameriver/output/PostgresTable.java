package dev.sameriver.output;

import static dev.sameriver.connect.SqlName.quoted;
import static java.util.stream.Collectors.joining;

import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.UserError;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A table of rows, and its SQL.
 *
 * @param early whether it has the column {@link IsFinal#NAME}
 */
record PostgresTable(String name, RowSchema schema, boolean early) implements Serializable {

    private static final int LONGEST_NAME = 63;

    PostgresTable {
        for (String identifier : Stream.concat(Stream.of(name), names(schema)).toList()) {
            if (identifier.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                throw new UserError(
                        "A name in Postgres has at most 63 bytes, but "
                                + identifier
                                + " is longer: give the view or the column a shorter name.");
            }
        }
        IsFinal.checkNotAColumn(name, schema);
    }

    private static Stream<String> names(RowSchema schema) {
        return schema.columns().stream().map(Column::name);
    }

    /** All columns of the table, {@link IsFinal#NAME} last where it has one. */
    List<Column> columns() {
        List<Column> columns = new ArrayList<>(schema.columns());
        if (early) {
            columns.add(new Column(IsFinal.NAME, ColumnType.BOOLEAN));
        }
        return columns;
    }

    void createOrCheck(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(createSql());
        }
        Map<String, String> wanted = new TreeMap<>();
        columns().forEach(column -> wanted.put(column.name(), sqlType(column.type())));
        StoredTable found = StoredTable.describe(connection, name);
        if (!found.columns().equals(wanted)) {
            throw misfit(
                    "the columns "
                            + new TreeMap<>(found.columns())
                            + ", but the view writes "
                            + wanted);
        }
        List<String> wantedKey = schema.key().stream().map(Column::name).toList();
        if (!found.key().equals(wantedKey)) {
            throw misfit("the primary key " + found.key() + ", but the view's is " + wantedKey);
        }
    }

    private UserError misfit(String difference) {
        return new UserError(
                "An existing table must fit its view, but "
                        + name
                        + " has "
                        + difference
                        + ": drop or rename the table, or give the view a new version.");
    }

    String createSql() {
        String columns =
                columns().stream()
                        .map(column -> quoted(column.name()) + " " + sqlType(column.type()))
                        .collect(joining(", "));
        return "CREATE TABLE IF NOT EXISTS %s (%s, PRIMARY KEY (%s))"
                .formatted(quoted(name), columns, keyList());
    }

    /**
     * One statement for any number of rows: an array for each column. An early result never goes
     * over a final row, which a restart may bring after it.
     */
    String upsertSql() {
        String arrays =
                columns().stream()
                        .map(column -> "?::" + sqlType(column.type()) + "[]")
                        .collect(joining(", "));
        String updates =
                columns().stream()
                        .skip(schema.keyColumns())
                        .map(column -> quoted(column.name()))
                        .map(column -> column + " = EXCLUDED." + column)
                        .collect(joining(", "));
        return "INSERT INTO %s AS t (%s) SELECT * FROM unnest(%s) ON CONFLICT (%s) DO %s"
                .formatted(
                        quoted(name),
                        list(columns()),
                        arrays,
                        keyList(),
                        updates.isEmpty() ? "NOTHING" : "UPDATE SET " + updates + guard());
    }

    private String guard() {
        return early ? " WHERE EXCLUDED.is_final OR NOT t.is_final" : "";
    }

    private String keyList() {
        return list(schema.key());
    }

    private static String list(List<Column> columns) {
        return columns.stream().map(column -> quoted(column.name())).collect(joining(", "));
    }

    /** The type's name as Postgres itself prints it. */
    static String sqlType(ColumnType type) {
        return switch (type) {
            case TEXT -> "text";
            case LONG -> "bigint";
            case DOUBLE -> "double precision";
            case DECIMAL -> "numeric";
            case BOOLEAN -> "boolean";
            case TIMESTAMP -> "timestamp with time zone";
        };
    }
}
