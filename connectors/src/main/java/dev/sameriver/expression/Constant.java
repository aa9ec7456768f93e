package dev.sameriver.expression;

import dev.sameriver.view.ColumnType;
import dev.sameriver.view.ViewRow;
import org.jspecify.annotations.Nullable;

/**
 * The same value of every event.
 *
 * @param constant of the class that the type names; null for NULL
 */
public record Constant(ColumnType type, @Nullable Object constant) implements Expression {

    @Override
    public boolean isNullable() {
        return constant == null;
    }

    @Override
    public @Nullable Object value(ViewRow event) {
        return constant;
    }
}
