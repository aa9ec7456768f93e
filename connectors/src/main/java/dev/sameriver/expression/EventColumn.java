package dev.sameriver.expression;

import dev.sameriver.view.ColumnType;
import dev.sameriver.view.ViewRow;
import org.jspecify.annotations.Nullable;

/**
 * A column of the events.
 *
 * @param index where it stands in an event, from 0
 * @param name its name in the log
 */
public record EventColumn(int index, String name, ColumnType type, boolean isNullable)
        implements Expression {

    @Override
    public @Nullable Object value(ViewRow event) {
        return event.get(index);
    }
}
