package dev.sameriver.sql;

import dev.sameriver.expression.Call;
import dev.sameriver.expression.Constant;
import dev.sameriver.expression.Expression;
import dev.sameriver.expression.Operation;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.ViewRow;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * Gives expressions one type, the widest: of a whole number and a decimal that is DECIMAL, of one
 * of these and a floating-point number DOUBLE. NULL is of any type.
 */
final class OneType {

    private static final List<ColumnType> NUMBERS =
            List.of(ColumnType.LONG, ColumnType.DECIMAL, ColumnType.DOUBLE);

    private OneType() {}

    /**
     * The expressions as of one type.
     *
     * @param whole what they are part of
     * @throws dev.sameriver.view.UserError if there is no type that takes all
     */
    static List<Expression> of(List<Expression> operands, SqlNode whole, Place place) {
        ColumnType common = null;
        for (Expression operand : operands) {
            if (isNull(operand)) {
                continue;
            }
            common = common == null ? operand.type() : wider(common, operand.type());
            if (common == null) {
                throw place.refuse(
                        whole,
                        "What is reckoned with, compared or chosen from is of one type",
                        "has operands of types "
                                + operands.stream()
                                        .map(each -> each.type().name())
                                        .distinct()
                                        .collect(Collectors.joining(" and ")),
                        "CAST one of them");
            }
        }
        ColumnType type = common == null ? ColumnType.TEXT : common;
        return operands.stream().map(operand -> as(operand, type)).toList();
    }

    /** Whether an expression is NULL itself. */
    static boolean isNull(Expression operand) {
        return operand instanceof Constant constant && constant.constant() == null;
    }

    /** The type that takes the values of both; null if there is none. */
    private static @Nullable ColumnType wider(ColumnType type, ColumnType other) {
        if (type == other) {
            return type;
        }
        boolean areNumbers = NUMBERS.contains(type) && NUMBERS.contains(other);
        return areNumbers
                ? NUMBERS.get(Math.max(NUMBERS.indexOf(type), NUMBERS.indexOf(other)))
                : null;
    }

    private static Expression as(Expression operand, ColumnType type) {
        if (operand.type() == type) {
            return operand;
        }
        if (isNull(operand)) {
            return new Constant(type, null);
        }
        Call converted =
                Call.of(
                        type == ColumnType.DOUBLE ? Operation.TO_DOUBLE : Operation.TO_DECIMAL,
                        type,
                        List.of(operand));
        return operand instanceof Constant
                ? new Constant(type, converted.value(new ViewRow(new Object[0], true)))
                : converted;
    }
}
