package dev.sameriver.compare;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row in which two sides differ. Values are text, as in {@link dev.sameriver.view.RowCsv#text};
 * null where a column is.
 *
 * @param key the columns of the primary key, in order
 * @param columns the names of those that differ; empty unless both sides have the row
 * @param left the other columns that are compared; null if the left side does not have the row
 * @param right the same of the right side
 */
public record RowDifference(
        Kind kind,
        Map<String, String> key,
        List<String> columns,
        @Nullable Map<String, @Nullable String> left,
        @Nullable Map<String, @Nullable String> right) {

    /** How a row differs. */
    public enum Kind {
        /** Only the left side has it. */
        MISSING,
        /** Only the right side has it. */
        EXTRA,
        /** Both have it, with other values. */
        DIFFERENT
    }

    /** The texts of the primary key. */
    List<String> keyTexts() {
        return List.copyOf(key.values());
    }
}
