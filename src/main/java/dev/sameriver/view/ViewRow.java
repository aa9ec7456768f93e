package dev.sameriver.view;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row of a view. Values stand in the order of the {@link RowSchema}'s columns, each held as its
 * {@link ColumnType} says.
 *
 * <p>A row is <em>final</em> once the least clock of the log has reached the end of its window: it
 * never changes again. A row that is not final is an early result, replaced by a later row of the
 * same key.
 */
public final class ViewRow {

    private final @Nullable Object[] values;
    private final boolean isFinal;

    public ViewRow(@Nullable Object[] values, boolean isFinal) {
        this.values = values;
        this.isFinal = isFinal;
    }

    /** The value of a column by its index; null where the row has none. */
    public @Nullable Object get(int column) {
        return values[column];
    }

    /** How many columns the row has. */
    public int size() {
        return values.length;
    }

    /** Whether the row never changes again. */
    public boolean isFinal() {
        return isFinal;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ViewRow row
                && isFinal == row.isFinal
                && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values) + (isFinal ? "" : " early");
    }
}
