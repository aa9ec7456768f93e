package dev.sameriver.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Arithmetic on a {@link Long}, a {@link BigDecimal} or a {@link Double}; two operands are of one
 * class. Whole numbers and decimals are exact, or it throws an {@link ArithmeticException}.
 */
final class Numbers {

    private Numbers() {}

    static Object plus(Object left, Object right) {
        if (left instanceof Long number) {
            return Math.addExact(number, (Long) right);
        }
        return left instanceof BigDecimal decimal
                ? decimal.add((BigDecimal) right)
                : (Object) ((Double) left + (Double) right);
    }

    static Object minus(Object left, Object right) {
        if (left instanceof Long number) {
            return Math.subtractExact(number, (Long) right);
        }
        return left instanceof BigDecimal decimal
                ? decimal.subtract((BigDecimal) right)
                : (Object) ((Double) left - (Double) right);
    }

    static Object times(Object left, Object right) {
        if (left instanceof Long number) {
            return Math.multiplyExact(number, (Long) right);
        }
        return left instanceof BigDecimal decimal
                ? decimal.multiply((BigDecimal) right)
                : (Object) ((Double) left * (Double) right);
    }

    static Object divide(Object left, Object right) {
        if (left instanceof Long number) {
            // The only quotient beyond the longs.
            return (Long) right == -1 ? Math.negateExact(number) : number / (Long) right;
        }
        return (Double) left / (Double) right;
    }

    static Object remainder(Object left, Object right) {
        if (left instanceof Long number) {
            return number % (Long) right;
        }
        return left instanceof BigDecimal decimal
                ? decimal.remainder((BigDecimal) right)
                : (Object) ((Double) left % (Double) right);
    }

    static Object negate(Object value) {
        if (value instanceof Long number) {
            return Math.negateExact(number);
        }
        return value instanceof BigDecimal decimal ? decimal.negate() : (Object) (-(Double) value);
    }

    static Object abs(Object value) {
        if (value instanceof Long number) {
            return Math.absExact(number);
        }
        return value instanceof BigDecimal decimal
                ? decimal.abs()
                : (Object) Math.abs((Double) value);
    }

    static Object floor(Object value) {
        return round(value, RoundingMode.FLOOR);
    }

    static Object ceil(Object value) {
        return round(value, RoundingMode.CEILING);
    }

    private static Object round(Object value, RoundingMode mode) {
        if (value instanceof BigDecimal decimal) {
            return decimal.setScale(0, mode);
        }
        if (value instanceof Double number) {
            return mode == RoundingMode.FLOOR ? Math.floor(number) : Math.ceil(number);
        }
        return value;
    }

    /** A text is read; what stands behind the point is left out. */
    static Object toLong(Object value) {
        if (value instanceof Long) {
            return value;
        }
        if (value instanceof String text) {
            return Long.valueOf(text.strip());
        }
        BigDecimal number =
                value instanceof BigDecimal decimal ? decimal : new BigDecimal((Double) value);
        return number.setScale(0, RoundingMode.DOWN).longValueExact();
    }

    static Object toDouble(Object value) {
        return value instanceof String text
                ? Double.valueOf(text.strip())
                : (Object) ((Number) value).doubleValue();
    }

    /** Of a whole number or a text, as a floating-point number is written in several ways. */
    static Object toDecimal(Object value) {
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        return value instanceof String text ? new BigDecimal(text.strip()) : value;
    }
}
