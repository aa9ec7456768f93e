package dev.sameriver.expression;

import dev.sameriver.view.ColumnType;
import dev.sameriver.view.ViewRow;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What gives a value of an event, always the same of the same event. */
public interface Expression extends Serializable {

    /** The type of the values. */
    ColumnType type();

    /** Whether a value may be null. */
    boolean isNullable();

    /**
     * The value of an event, of the class that {@link ColumnType} names; null where it has none.
     *
     * @throws RuntimeException if there is no value, as of {@code 1 / 0}
     */
    @Nullable Object value(ViewRow event);
}
