package dev.sameriver.output;

import static java.util.stream.Collectors.joining;

import dev.sameriver.connect.SqlName;
import dev.sameriver.view.Column;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A view's table as it is found in Postgres, without the view at hand.
 *
 * @param schema its columns, without the one that says whether a row is final
 * @param early whether it has that column, and so may hold rows that are not final
 */
public record ViewTable(String name, RowSchema schema, boolean early) {

    /**
     * Finds a table.
     *
     * @throws UserError if there is none, or a view cannot have written it
     */
    public static ViewTable find(Connection connection, String name) throws SQLException {
        StoredTable stored = StoredTable.describe(connection, name);
        if (!stored.exists()) {
            throw absent(name, null);
        }
        if (stored.key().isEmpty()) {
            throw new UserError(
                    "A view's table has a primary key, but "
                            + name
                            + " has none: name a table that a run has written.");
        }
        List<Column> columns = new ArrayList<>();
        for (String column : stored.columns().keySet()) {
            if (!column.equals(IsFinal.NAME)) {
                columns.add(new Column(column, stored.type(column)));
            }
        }
        return new ViewTable(
                name,
                new RowSchema(columns, stored.key().size()),
                stored.columns().containsKey(IsFinal.NAME));
    }

    static UserError absent(String name, @Nullable SQLException cause) {
        String sentence =
                "A table can be read once a run has made it, but Postgres has no "
                        + name
                        + ": run the view with --output postgres first.";
        return cause == null ? new UserError(sentence) : new UserError(sentence, cause);
    }

    /** An SQL condition that holds for the rows that are final. */
    public String finalRows() {
        return early ? IsFinal.NAME : "true";
    }

    /** A query of all columns, in the schema's order, and of whether the row is final. */
    public String select() {
        return "SELECT %s, %s FROM %s"
                .formatted(
                        schema.names().stream().map(SqlName::quoted).collect(joining(", ")),
                        finalRows(),
                        SqlName.quoted(name));
    }

    /** The row that a result of {@link #select} is at. */
    public ViewRow read(ResultSet result) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[schema.columns().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = PostgresValue.read(result, i + 1, schema.columns().get(i).type());
        }
        return new ViewRow(values, result.getBoolean(values.length + 1));
    }
}
