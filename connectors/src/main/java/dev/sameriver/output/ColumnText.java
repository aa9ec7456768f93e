package dev.sameriver.output;

import dev.sameriver.view.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;

/** Reads a column's value from its text, as {@link dev.sameriver.view.RowCsv} writes it. */
final class ColumnText {

    private ColumnText() {}

    static Object parse(ColumnType type, String text) {
        return switch (type) {
            case TEXT -> text;
            case LONG -> (Object) Long.parseLong(text);
            case DOUBLE -> Double.parseDouble(text);
            case DECIMAL -> new BigDecimal(text);
            case BOOLEAN -> Boolean.parseBoolean(text);
            case TIMESTAMP -> Instant.parse(text).toEpochMilli();
        };
    }
}
