package dev.sameriver.sql;

import dev.sameriver.expression.Expression;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.ViewRow;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a step gives to one component of a record.
 *
 * @param name its column in SQL
 * @param read the component's class
 * @param type how the expression holds values of it
 */
record StepColumn(String name, Class<?> read, ColumnType type, Expression value)
        implements Serializable {

    /**
     * The value, of the component's class.
     *
     * @throws RuntimeException if it does not fit there
     */
    @Nullable Object value(ViewRow row) {
        Object held = value.value(row);
        if (held == null) {
            if (!read.isPrimitive()) {
                return null;
            }
            throw new IllegalArgumentException(name + " is null");
        }
        return switch (type) {
            case LONG -> whole((Long) held);
            case DOUBLE -> floating((Double) held);
            case TIMESTAMP -> Instant.ofEpochMilli((Long) held);
            case TEXT, BOOLEAN, DECIMAL -> held;
        };
    }

    private Object floating(double number) {
        if (read != float.class && read != Float.class) {
            return number;
        }
        float narrow = (float) number;
        if (Float.isInfinite(narrow) && !Double.isInfinite(number)) {
            throw new ArithmeticException(number + " is no float for " + name);
        }
        return narrow;
    }

    private Object whole(long number) {
        Object fitting =
                read == int.class || read == Integer.class
                        ? (Object) (int) number
                        : read == short.class || read == Short.class
                                ? (Object) (short) number
                                : read == byte.class || read == Byte.class
                                        ? (Object) (byte) number
                                        : (Object) number;
        if (((Number) fitting).longValue() != number) {
            throw new ArithmeticException(
                    number + " is no " + read.getSimpleName() + " for " + name);
        }
        return Objects.requireNonNull(fitting);
    }
}
