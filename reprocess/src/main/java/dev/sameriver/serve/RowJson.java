package dev.sameriver.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sameriver.output.StoredTable;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.IsoTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in JSON: numbers as numbers, but decimals as text, which keeps every digit; times in ISO
 * 8601 and UTC. Before the columns stands {@code final}: whether the row will never change again.
 */
final class RowJson {

    private static final String FINAL = "final";

    private RowJson() {}

    static ObjectNode of(StoredTable table, List<@Nullable Object> values) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put(FINAL, true);
        int i = 0;
        for (String column : table.columns().keySet()) {
            Object value = values.get(i++);
            if (column.equals(StoredTable.IS_FINAL)) {
                row.put(FINAL, !Boolean.FALSE.equals(value));
            } else {
                put(row, column, table.type(column), value);
            }
        }
        return row;
    }

    private static void put(
            ObjectNode row, String column, ColumnType type, @Nullable Object value) {
        if (value == null) {
            row.putNull(column);
        } else {
            switch (type) {
                case LONG -> row.put(column, (Long) value);
                case DOUBLE -> row.put(column, (Double) value);
                case BOOLEAN -> row.put(column, (Boolean) value);
                case TEXT, DECIMAL, TIMESTAMP -> row.put(column, text(type, value));
            }
        }
    }

    /** The values of the key as text, as {@link Cursor#after} has them. */
    static List<String> key(StoredTable table, List<@Nullable Object> values) {
        List<String> key = new ArrayList<>();
        for (String column : table.key()) {
            Object value = values.get(key.size());
            if (value == null) {
                throw new IllegalStateException("A primary key holds no null: " + column);
            }
            key.add(text(table.type(column), value));
        }
        return key;
    }

    private static String text(ColumnType type, Object value) {
        return switch (type) {
            case TIMESTAMP -> IsoTime.of((Long) value);
            case DECIMAL -> ((BigDecimal) value).toPlainString();
            case TEXT, LONG, DOUBLE, BOOLEAN -> value.toString();
        };
    }
}
