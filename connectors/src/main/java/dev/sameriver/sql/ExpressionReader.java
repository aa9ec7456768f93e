package dev.sameriver.sql;

import dev.sameriver.expression.Call;
import dev.sameriver.expression.Constant;
import dev.sameriver.expression.Expression;
import dev.sameriver.expression.Operation;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.UserError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Reads expressions over the columns of events, and finds their types. */
final class ExpressionReader {

    private static final String FUNCTIONS =
            "+, -, *, /, %, comparisons, AND, OR, NOT, IS, IN, BETWEEN, LIKE, CASE, COALESCE, IF,"
                    + " IFNULL, NULLIF, CAST, ABS, MOD, FLOOR, CEIL, GREATEST, LEAST, UPPER, LOWER,"
                    + " TRIM, CHAR_LENGTH, SUBSTRING and ||";

    /** What gives another value in each run. */
    private static final Set<String> CHANGING =
            Set.of(
                    "RAND",
                    "RAND_INTEGER",
                    "UUID",
                    "PROCTIME",
                    "NOW",
                    "CURRENT_TIMESTAMP",
                    "CURRENT_ROW_TIMESTAMP",
                    "CURRENT_TIME",
                    "CURRENT_DATE",
                    "CURRENT_WATERMARK",
                    "CURRENT_DATABASE",
                    "LOCALTIME",
                    "LOCALTIMESTAMP",
                    "UNIX_TIMESTAMP");

    private final Place place;
    private final Scope scope;

    ExpressionReader(Place place, Scope scope) {
        this.place = place;
        this.scope = scope;
    }

    /** The expression that a part of a query is. */
    Expression read(SqlNode node) {
        if (node instanceof SqlIdentifier identifier) {
            return scope.column(identifier);
        }
        if (node instanceof SqlLiteral literal) {
            return constant(literal);
        }
        if (node instanceof SqlCase choice) {
            return choice(choice);
        }
        if (node instanceof SqlCall call) {
            return call(call);
        }
        throw unknown(node);
    }

    /** An expression of truth values. */
    Expression condition(SqlNode node) {
        return typed(node, ColumnType.BOOLEAN, "truth values");
    }

    private Expression constant(SqlLiteral literal) {
        Object value = literal.getValue();
        if (value == null) {
            return new Constant(ColumnType.TEXT, null);
        }
        if (value instanceof Boolean truth) {
            return new Constant(ColumnType.BOOLEAN, truth);
        }
        if (literal instanceof SqlNumericLiteral number) {
            BigDecimal decimal = (BigDecimal) value;
            if (number.getTypeName() == SqlTypeName.DOUBLE) {
                return new Constant(ColumnType.DOUBLE, decimal.doubleValue());
            }
            return decimal.scale() == 0 && decimal.unscaledValue().bitLength() < Long.SIZE
                    ? new Constant(ColumnType.LONG, decimal.longValueExact())
                    : new Constant(ColumnType.DECIMAL, decimal);
        }
        if (literal.getTypeName() == SqlTypeName.CHAR) {
            return new Constant(ColumnType.TEXT, literal.toValue());
        }
        throw place.refuse(
                literal,
                "A constant is a number, a text, TRUE, FALSE or NULL",
                "is none of these",
                "write it as one");
    }

    private Expression call(SqlCall call) {
        List<SqlNode> nodes = call.getOperandList();
        String name = Names.of(call);
        return switch (name) {
            case "+" -> nodes.size() == 1 ? number(nodes.get(0)) : arithmetic(Operation.PLUS, call);
            case "-" ->
                    nodes.size() == 1
                            ? ofNumber(Operation.NEGATE, call)
                            : arithmetic(Operation.MINUS, call);
            case "*" -> arithmetic(Operation.TIMES, call);
            case "/" -> division(call);
            case "%", "MOD" -> arithmetic(Operation.REMAINDER, call);
            case "ABS" -> ofNumber(Operation.ABS, call);
            case "FLOOR" -> ofNumber(Operation.FLOOR, call);
            case "CEIL", "CEILING" -> ofNumber(Operation.CEIL, call);
            case "GREATEST" -> ofOneType(Operation.GREATEST, call);
            case "LEAST" -> ofOneType(Operation.LEAST, call);
            case "=" -> comparison(Operation.EQUAL, call);
            case "<>", "!=" -> comparison(Operation.NOT_EQUAL, call);
            case "<" -> comparison(Operation.LESS, call);
            case "<=" -> comparison(Operation.AT_MOST, call);
            case ">" -> comparison(Operation.GREATER, call);
            case ">=" -> comparison(Operation.AT_LEAST, call);
            case "BETWEEN ASYMMETRIC" -> between(call);
            case "NOT BETWEEN ASYMMETRIC" -> not(between(call));
            case "IN" -> in(call);
            case "NOT IN" -> not(in(call));
            case "LIKE" -> like(call);
            case "NOT LIKE" -> not(like(call));
            case "AND" -> logic(Operation.AND, call);
            case "OR" -> logic(Operation.OR, call);
            case "NOT" -> not(condition(nodes.get(0)));
            case "IS NULL" -> isNull(call);
            case "IS NOT NULL" -> not(isNull(call));
            case "IS TRUE" -> is(Operation.IS_TRUE, call);
            case "IS NOT TRUE" -> not(is(Operation.IS_TRUE, call));
            case "IS FALSE" -> is(Operation.IS_FALSE, call);
            case "IS NOT FALSE" -> not(is(Operation.IS_FALSE, call));
            case "COALESCE", "IFNULL" -> coalesce(call);
            case "NULLIF" -> nullIf(call);
            case "IF" -> ifElse(call);
            case "CAST" -> cast(call);
            case "UPPER" -> ofText(Operation.UPPER, ColumnType.TEXT, call);
            case "LOWER" -> ofText(Operation.LOWER, ColumnType.TEXT, call);
            case "CHAR_LENGTH", "CHARACTER_LENGTH" ->
                    ofText(Operation.CHAR_LENGTH, ColumnType.LONG, call);
            case "||", "CONCAT" -> ofText(Operation.CONCAT, ColumnType.TEXT, call);
            case "TRIM" -> trim(call);
            case "SUBSTRING" -> substring(call);
            default -> throw CHANGING.contains(name) ? scope.changing(call) : unknown(call);
        };
    }

    private UserError unknown(SqlNode node) {
        return place.refuse(
                node,
                "An expression of a view is made of columns, constants, " + FUNCTIONS,
                "is none of these",
                "write it by them, or in Java");
    }

    /** An expression of numbers. */
    Expression number(SqlNode node) {
        Expression read = read(node);
        if (!isNumber(read)) {
            throw place.refuse(
                    node, "Arithmetic is on numbers", "is of type " + read.type(), "CAST it");
        }
        return read;
    }

    private static boolean isNumber(Expression expression) {
        return expression.type() == ColumnType.LONG
                || expression.type() == ColumnType.DECIMAL
                || expression.type() == ColumnType.DOUBLE;
    }

    /**
     * An expression of a type.
     *
     * @param what what its values are, for the message if they are not
     */
    Expression typed(SqlNode node, ColumnType type, String what) {
        Expression read = read(node);
        if (OneType.isNull(read)) {
            return new Constant(type, null);
        }
        if (read.type() != type) {
            throw place.refuse(
                    node,
                    "What stands here are " + what,
                    "is of type " + read.type(),
                    "compare it with a value, or CAST it");
        }
        return read;
    }

    private void requireOperands(SqlCall call, int least, int most) {
        int count = call.getOperandList().size();
        if (count < least || count > most) {
            throw place.refuse(
                    call,
                    Names.of(call)
                            + " takes "
                            + (least == most ? String.valueOf(least) : least + " or more")
                            + " operands",
                    "has " + count,
                    "correct it");
        }
    }

    private Expression ofNumber(Operation operation, SqlCall call) {
        requireOperands(call, 1, 1);
        Expression operand = number(call.operand(0));
        return Call.of(operation, operand.type(), List.of(operand));
    }

    private Expression arithmetic(Operation operation, SqlCall call) {
        requireOperands(call, 2, 2);
        call.getOperandList().forEach(this::number);
        List<Expression> operands = ofOneType(call, call.getOperandList());
        return Call.of(operation, operands.get(0).type(), operands);
    }

    private Expression division(SqlCall call) {
        Expression division = arithmetic(Operation.DIVIDE, call);
        if (division.type() == ColumnType.DECIMAL) {
            throw place.refuse(
                    call,
                    "A division is of whole or of floating-point numbers",
                    "is of decimals, which have no exact quotient",
                    "CAST one of them AS DOUBLE");
        }
        return division;
    }

    private Expression ofOneType(Operation operation, SqlCall call) {
        requireOperands(call, 1, Integer.MAX_VALUE);
        List<Expression> operands = ofOneType(call, call.getOperandList());
        return Call.of(operation, operands.get(0).type(), operands);
    }

    private Expression comparison(Operation operation, SqlCall call) {
        requireOperands(call, 2, 2);
        return Call.of(operation, ColumnType.BOOLEAN, ofOneType(call, call.getOperandList()));
    }

    private Expression between(SqlCall call) {
        List<Expression> operands = ofOneType(call, call.getOperandList());
        return Call.of(
                Operation.AND,
                ColumnType.BOOLEAN,
                List.of(
                        Call.of(
                                Operation.AT_LEAST,
                                ColumnType.BOOLEAN,
                                List.of(operands.get(0), operands.get(1))),
                        Call.of(
                                Operation.AT_MOST,
                                ColumnType.BOOLEAN,
                                List.of(operands.get(0), operands.get(2)))));
    }

    private Expression in(SqlCall call) {
        if (!(call.operand(1) instanceof SqlNodeList list)) {
            throw place.refuse(
                    call,
                    "IN is followed by a list of values",
                    "has a query there",
                    "list the values");
        }
        List<SqlNode> nodes = new ArrayList<>();
        nodes.add(call.operand(0));
        nodes.addAll(list.getList());
        List<Expression> operands = ofOneType(call, nodes);
        List<Expression> equal = new ArrayList<>();
        for (Expression candidate : operands.subList(1, operands.size())) {
            equal.add(
                    Call.of(
                            Operation.EQUAL,
                            ColumnType.BOOLEAN,
                            List.of(operands.get(0), candidate)));
        }
        return Call.of(Operation.OR, ColumnType.BOOLEAN, equal);
    }

    private Expression like(SqlCall call) {
        requireOperands(call, 2, 2);
        return ofText(Operation.LIKE, ColumnType.BOOLEAN, call);
    }

    private Expression logic(Operation operation, SqlCall call) {
        return Call.of(
                operation,
                ColumnType.BOOLEAN,
                call.getOperandList().stream().map(this::condition).toList());
    }

    private static Expression not(Expression condition) {
        return Call.of(Operation.NOT, ColumnType.BOOLEAN, List.of(condition));
    }

    private Expression isNull(SqlCall call) {
        return new Call(
                Operation.IS_NULL, ColumnType.BOOLEAN, false, List.of(read(call.operand(0))));
    }

    private Expression is(Operation operation, SqlCall call) {
        return new Call(operation, ColumnType.BOOLEAN, false, List.of(condition(call.operand(0))));
    }

    private Expression coalesce(SqlCall call) {
        requireOperands(call, 1, Integer.MAX_VALUE);
        List<Expression> operands = ofOneType(call, call.getOperandList());
        boolean isNullable = operands.stream().allMatch(Expression::isNullable);
        return new Call(Operation.COALESCE, operands.get(0).type(), isNullable, operands);
    }

    private Expression nullIf(SqlCall call) {
        Expression equal = comparison(Operation.EQUAL, call);
        Expression value = read(call.operand(0));
        return new Call(
                Operation.CASE,
                value.type(),
                true,
                List.of(equal, new Constant(value.type(), null), value));
    }

    private Expression ifElse(SqlCall call) {
        requireOperands(call, 3, 3);
        List<Expression> values =
                ofOneType(call, List.<SqlNode>of(call.operand(1), call.operand(2)));
        return choice(List.of(condition(call.operand(0))), values);
    }

    /** {@code CASE x WHEN 1 THEN ...} is {@code CASE WHEN x = 1 THEN ...}. */
    private Expression choice(SqlCase choice) {
        SqlNode compared = choice.getValueOperand();
        List<Expression> conditions = new ArrayList<>();
        for (SqlNode when : choice.getWhenOperands()) {
            conditions.add(
                    compared == null
                            ? condition(when)
                            : Call.of(
                                    Operation.EQUAL,
                                    ColumnType.BOOLEAN,
                                    ofOneType(choice, List.of(compared, when))));
        }
        List<SqlNode> values = new ArrayList<>(choice.getThenOperands().getList());
        values.add(choice.getElseOperand());
        return choice(conditions, ofOneType(choice, values));
    }

    /** The values of the conditions, and behind them the one where none holds. */
    private static Expression choice(List<Expression> conditions, List<Expression> values) {
        List<Expression> operands = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            operands.add(conditions.get(i));
            operands.add(values.get(i));
        }
        operands.add(values.get(conditions.size()));
        return new Call(
                Operation.CASE,
                values.get(0).type(),
                values.stream().anyMatch(Expression::isNullable),
                operands);
    }

    private Expression cast(SqlCall call) {
        Expression operand = read(call.operand(0));
        TableColumn wanted =
                call.operandCount() == 2
                                && call.operand(1) instanceof SqlDataTypeSpec type
                                && TableColumn.isWhole(type)
                        ? TableColumn.of("", type)
                        : null;
        if (wanted != null && OneType.isNull(operand)) {
            return new Constant(wanted.type(), null);
        }
        Operation operation = wanted == null ? null : conversion(operand, wanted);
        if (wanted == null || operation == null) {
            throw place.refuse(
                    call,
                    "A CAST is from and to BIGINT, DOUBLE, DECIMAL and STRING, without lengths,"
                            + " and not from DOUBLE to the latter two",
                    "is another",
                    "write it by these");
        }
        return operand.type() == wanted.type()
                ? operand
                : Call.of(operation, wanted.type(), List.of(operand));
    }

    private static @Nullable Operation conversion(Expression from, TableColumn to) {
        boolean isNumberOrText = isNumber(from) || from.type() == ColumnType.TEXT;
        return switch (to.type()) {
            case LONG -> isNumberOrText && to.read() == Long.class ? Operation.TO_LONG : null;
            case DOUBLE -> isNumberOrText && to.read() == Double.class ? Operation.TO_DOUBLE : null;
            case DECIMAL ->
                    isNumberOrText && from.type() != ColumnType.DOUBLE
                            ? Operation.TO_DECIMAL
                            : null;
            case TEXT ->
                    from.type() == ColumnType.DOUBLE || from.type() == ColumnType.TIMESTAMP
                            ? null
                            : Operation.TO_TEXT;
            case BOOLEAN, TIMESTAMP -> null;
        };
    }

    private Expression ofText(Operation operation, ColumnType type, SqlCall call) {
        int operands = operation == Operation.CONCAT ? Integer.MAX_VALUE : 1;
        if (operation != Operation.LIKE) {
            requireOperands(call, 1, operands);
        }
        return Call.of(operation, type, call.getOperandList().stream().map(this::text).toList());
    }

    /** An expression of texts. */
    Expression text(SqlNode node) {
        return typed(node, ColumnType.TEXT, "texts");
    }

    private Expression trim(SqlCall call) {
        boolean isOfSpaces =
                call.operandCount() == 3
                        && call.operand(0) instanceof SqlLiteral side
                        && side.getValue() == SqlTrimFunction.Flag.BOTH
                        && call.operand(1) instanceof SqlLiteral taken
                        && " ".equals(taken.toValue());
        if (!isOfSpaces) {
            throw place.refuse(
                    call,
                    "TRIM takes the spaces from both ends of a text",
                    "is another",
                    "write it as TRIM(text)");
        }
        return Call.of(Operation.TRIM, ColumnType.TEXT, List.of(text(call.operand(2))));
    }

    private Expression substring(SqlCall call) {
        requireOperands(call, 2, 3);
        List<Expression> operands = new ArrayList<>();
        operands.add(text(call.operand(0)));
        for (SqlNode place : call.getOperandList().subList(1, call.getOperandList().size())) {
            operands.add(typed(place, ColumnType.LONG, "whole numbers"));
        }
        // Of a negative length it is null.
        boolean isNullable =
                operands.stream().anyMatch(Expression::isNullable)
                        || (operands.size() == 3
                                && !(operands.get(2) instanceof Constant length
                                        && length.constant() instanceof Long count
                                        && count >= 0));
        return new Call(Operation.SUBSTRING, ColumnType.TEXT, isNullable, operands);
    }

    /** Expressions as of one type; see {@link OneType}. */
    private List<Expression> ofOneType(SqlNode whole, List<SqlNode> nodes) {
        return OneType.of(nodes.stream().map(this::read).toList(), whole, place);
    }
}
