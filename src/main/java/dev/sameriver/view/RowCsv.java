package dev.sameriver.view;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The text form of a row: one CSV line (RFC 4180, no line end), the same wherever it is made, so
 * that digests of equal rows are equal.
 *
 * <p>Timestamps are {@code 2001-01-01T00:00:00Z}; decimals are plain, without trailing zeros; null
 * is empty, and an empty text is {@code ""}.
 */
public final class RowCsv {

    private RowCsv() {}

    /** The CSV line of a row. */
    public static String line(RowSchema schema, ViewRow row) {
        StringBuilder line = new StringBuilder(80);
        for (int i = 0; i < row.size(); i++) {
            if (i > 0) {
                line.append(',');
            }
            append(line, schema.columns().get(i).type(), row.get(i));
        }
        return line.toString();
    }

    /** The text of a value as it stands in a line, but without quotes. */
    public static String text(ColumnType type, Object value) {
        return switch (type) {
            case TIMESTAMP -> IsoTime.of((Long) value);
            case TEXT -> (String) value;
            case DECIMAL -> plain((BigDecimal) value);
            case LONG, DOUBLE, BOOLEAN -> value.toString();
        };
    }

    private static void append(StringBuilder line, ColumnType type, @Nullable Object value) {
        if (value == null) {
            return;
        }
        if (type == ColumnType.TEXT) {
            appendText(line, (String) value);
        } else {
            line.append(text(type, value));
        }
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static void appendText(StringBuilder line, String text) {
        boolean quoted = text.isEmpty();
        for (int i = 0; i < text.length() && !quoted; i++) {
            char c = text.charAt(i);
            quoted = c == ',' || c == '"' || c == '\n' || c == '\r';
        }
        if (quoted) {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        } else {
            line.append(text);
        }
    }
}
