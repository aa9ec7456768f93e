package dev.sameriver.sql;

import dev.sameriver.expression.Expression;
import dev.sameriver.view.ViewRow;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a step gives to one component of a record.
 *
 * @param column the component: its class and how an expression holds its values
 */
record StepColumn(TableColumn column, Expression value) implements Serializable {

    /**
     * The value, of the component's class.
     *
     * @throws RuntimeException if it does not fit there
     */
    @Nullable Object value(ViewRow row) {
        Object held = value.value(row);
        if (held == null) {
            if (column.isNullable()) {
                return null;
            }
            throw new IllegalArgumentException(column.name() + " is null");
        }
        return switch (column.type()) {
            case LONG -> whole((Long) held);
            case DOUBLE ->
                    column.read() == float.class || column.read() == Float.class
                            ? (Object) ((Double) held).floatValue()
                            : held;
            case TIMESTAMP -> Instant.ofEpochMilli((Long) held);
            case TEXT, BOOLEAN, DECIMAL -> held;
        };
    }

    private Object whole(long number) {
        Class<?> type = column.read();
        Object fitting =
                type == int.class || type == Integer.class
                        ? (Object) (int) number
                        : type == short.class || type == Short.class
                                ? (Object) (short) number
                                : type == byte.class || type == Byte.class
                                        ? (Object) (byte) number
                                        : (Object) number;
        if (((Number) fitting).longValue() != number) {
            throw new ArithmeticException(
                    number + " is no " + type.getSimpleName() + " for " + column.name());
        }
        return Objects.requireNonNull(fitting);
    }
}
