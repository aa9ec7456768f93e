package dev.sameriver.compare;

import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.KeyFilter;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.UserError;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of two schemas, as far as they are the same.
 *
 * @param key the primary key, which must be the same
 * @param values the other columns that both have, in the right side's order
 * @param added the names of columns that only the right side has
 * @param removed the names of columns that only the left side has
 * @param retyped the names of columns that both have, but of another type
 */
record ComparedColumns(
        List<Column> key,
        List<Column> values,
        List<String> added,
        List<String> removed,
        List<String> retyped) {

    static final String START = "window_start";
    static final String END = "window_end";

    /**
     * Compares two schemas.
     *
     * @throws UserError if their primary keys are not the same
     */
    static ComparedColumns of(Side leftSide, RowSchema left, Side rightSide, RowSchema right) {
        if (!left.key().equals(right.key())) {
            throw new UserError(
                    "Rows are compared by their primary key, which must be the same on both sides,"
                            + " but is ("
                            + describe(left.key())
                            + ") for "
                            + leftSide.label()
                            + " and ("
                            + describe(right.key())
                            + ") for "
                            + rightSide.label()
                            + ": compare versions with one key.");
        }
        List<Column> values = new ArrayList<>();
        List<String> added = new ArrayList<>();
        List<String> retyped = new ArrayList<>();
        for (Column column : right.columns().subList(right.keyColumns(), right.columns().size())) {
            if (left.columns().contains(column)) {
                values.add(column);
            } else if (left.names().contains(column.name())) {
                retyped.add(column.name());
            } else {
                added.add(column.name());
            }
        }
        List<String> removed =
                left.names().stream().filter(name -> !right.names().contains(name)).toList();
        return new ComparedColumns(left.key(), values, added, removed, retyped);
    }

    private static String describe(List<Column> columns) {
        return String.join(
                ", ", columns.stream().map(column -> column.name() + " " + column.type()).toList());
    }

    /** Whether the key holds the start and the end of a window. */
    boolean isWindowed() {
        return key.contains(new Column(START, ColumnType.TIMESTAMP))
                && key.contains(new Column(END, ColumnType.TIMESTAMP));
    }

    /**
     * The text by which a {@link KeyFilter} knows the key of a row: that of its primary key without
     * the window.
     *
     * @param key the text of each column of the primary key
     */
    String keyText(List<String> key) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            String name = this.key.get(i).name();
            if (!isWindowed() || !(name.equals(START) || name.equals(END))) {
                columns.add(key.get(i));
            }
        }
        return KeyFilter.text(columns);
    }

    /** The names of the columns of the primary key. */
    List<String> keyNames() {
        return key.stream().map(Column::name).toList();
    }

    /** The names of the other columns that are compared. */
    List<String> valueNames() {
        return values.stream().map(Column::name).toList();
    }
}
