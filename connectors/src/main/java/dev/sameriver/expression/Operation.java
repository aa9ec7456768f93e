package dev.sameriver.expression;

import dev.sameriver.view.ViewRow;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is done with the values of operands. Unless said otherwise, operands of one call have one
 * type, and the value is null where one of them is.
 */
public enum Operation {
    /** Of numbers, as the next three; overflow of whole numbers throws. */
    PLUS(two(Numbers::plus)),
    MINUS(two(Numbers::minus)),
    TIMES(two(Numbers::times)),
    /** Of whole numbers without the rest; not of decimals. Division of those by zero throws. */
    DIVIDE(two(Numbers::divide)),
    /** What a division leaves, of the sign of the first operand. */
    REMAINDER(two(Numbers::remainder)),
    NEGATE(one(Numbers::negate)),
    ABS(one(Numbers::abs)),
    FLOOR(one(Numbers::floor)),
    CEIL(one(Numbers::ceil)),

    TO_LONG(one(Numbers::toLong)),
    TO_DOUBLE(one(Numbers::toDouble)),
    TO_DECIMAL(one(Numbers::toDecimal)),
    TO_TEXT(one(Texts::of)),

    EQUAL(two(Order::isEqual)),
    NOT_EQUAL(two((left, right) -> !Order.isEqual(left, right))),
    LESS(two((left, right) -> Order.isLess(left, right))),
    AT_MOST(two((left, right) -> Order.isAtMost(left, right))),
    GREATER(two((left, right) -> Order.isLess(right, left))),
    AT_LEAST(two((left, right) -> Order.isAtMost(right, left))),
    /** Of one operand or more, as the next. */
    GREATEST(many(Order::greater)),
    LEAST(many(Order::lesser)),

    UPPER(one(Texts::upper)),
    LOWER(one(Texts::lower)),
    /** Without the spaces at both ends. */
    TRIM(one(Texts::trim)),
    /** How many characters a text has. */
    CHAR_LENGTH(one(Texts::length)),
    CONCAT(many(Texts::concat)),
    /** Of a text, from a character on that is counted from 1, and so many if a third is given. */
    SUBSTRING(Texts::substring),
    /** Whether a text is like a pattern, in which % is any text and _ any character. */
    LIKE(two(Texts::isLike)),

    /** Of truth values, where null is not known, as the next. */
    AND(
            (operands, event) -> {
                boolean isKnown = true;
                for (Expression operand : operands) {
                    Object value = operand.value(event);
                    if (Boolean.FALSE.equals(value)) {
                        return false;
                    }
                    isKnown &= value != null;
                }
                return isKnown ? true : null;
            }),
    OR(
            (operands, event) -> {
                boolean isKnown = true;
                for (Expression operand : operands) {
                    Object value = operand.value(event);
                    if (Boolean.TRUE.equals(value)) {
                        return true;
                    }
                    isKnown &= value != null;
                }
                return isKnown ? false : null;
            }),
    NOT(one(value -> !(Boolean) value)),
    /** Never null, as the next two. */
    IS_NULL((operands, event) -> operands.get(0).value(event) == null),
    IS_TRUE((operands, event) -> Boolean.TRUE.equals(operands.get(0).value(event))),
    IS_FALSE((operands, event) -> Boolean.FALSE.equals(operands.get(0).value(event))),

    /** A condition and a value, and so on, and at the end the value where no condition holds. */
    CASE(
            (operands, event) -> {
                int last = operands.size() - 1;
                for (int i = 0; i < last; i += 2) {
                    if (Boolean.TRUE.equals(operands.get(i).value(event))) {
                        return operands.get(i + 1).value(event);
                    }
                }
                return operands.get(last).value(event);
            }),
    /** The first value that is not null. */
    COALESCE(
            (operands, event) -> {
                for (Expression operand : operands) {
                    Object value = operand.value(event);
                    if (value != null) {
                        return value;
                    }
                }
                return null;
            });

    private final Evaluation evaluation;

    Operation(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** How an operation gets its value of its operands. */
    private interface Evaluation {
        @Nullable Object of(List<Expression> operands, ViewRow event);
    }

    @Nullable Object value(List<Expression> operands, ViewRow event) {
        return evaluation.of(operands, event);
    }

    private static Evaluation one(UnaryOperator<Object> function) {
        return (operands, event) -> {
            Object value = operands.get(0).value(event);
            return value == null ? null : function.apply(value);
        };
    }

    private static Evaluation two(BinaryOperator<Object> function) {
        return (operands, event) -> {
            Object left = operands.get(0).value(event);
            Object right = left == null ? null : operands.get(1).value(event);
            return left == null || right == null ? null : function.apply(left, right);
        };
    }

    private static Evaluation many(BinaryOperator<Object> function) {
        return (operands, event) -> {
            Object value = operands.get(0).value(event);
            for (int i = 1; i < operands.size() && value != null; i++) {
                Object next = operands.get(i).value(event);
                value = next == null ? null : function.apply(value, next);
            }
            return value;
        };
    }
}
