package dev.sameriver.expression;

import dev.sameriver.view.ColumnType;
import dev.sameriver.view.ViewRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation on other expressions, which are of the types that it wants. */
public record Call(
        Operation operation, ColumnType type, boolean isNullable, List<Expression> operands)
        implements Expression {

    public Call {
        operands = List.copyOf(operands);
    }

    /** An operation that may be null where one of its operands is. */
    public static Call of(Operation operation, ColumnType type, List<Expression> operands) {
        return new Call(
                operation, type, operands.stream().anyMatch(Expression::isNullable), operands);
    }

    @Override
    public @Nullable Object value(ViewRow event) {
        return operation.value(operands, event);
    }
}
