package dev.sameriver.view;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;

/**
 * The columns of a view's rows. The first {@code keyColumns} of them are the primary key, in order,
 * and are never null.
 *
 * @param columns all columns, those of the primary key first
 * @param keyColumns how many of them are the primary key, 1 or more
 */
public record RowSchema(List<Column> columns, int keyColumns) implements Serializable {

    public RowSchema {
        columns = List.copyOf(columns);
        if (keyColumns < 1 || keyColumns > columns.size()) {
            throw new IllegalArgumentException(
                    "A row's primary key must have between 1 and "
                            + columns.size()
                            + " columns, but was given "
                            + keyColumns
                            + ".");
        }
        List<String> names = columns.stream().map(Column::name).toList();
        if (new HashSet<>(names).size() < names.size()) {
            throw new UserError(
                    "A view's columns must have different names, but they are "
                            + String.join(", ", names)
                            + ": rename one of each pair.");
        }
    }

    /** The columns of the primary key. */
    public List<Column> key() {
        return columns.subList(0, keyColumns);
    }

    /** The names of all columns. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}
