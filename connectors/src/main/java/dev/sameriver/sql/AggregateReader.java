package dev.sameriver.sql;

import dev.sameriver.aggregate.AggregateColumn;
import dev.sameriver.aggregate.Aggregates;
import dev.sameriver.expression.Call;
import dev.sameriver.expression.Constant;
import dev.sameriver.expression.Expression;
import dev.sameriver.expression.Getters;
import dev.sameriver.expression.Operation;
import dev.sameriver.function.Getter;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.ViewRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.jspecify.annotations.Nullable;

/**
 * Reads aggregates, as {@code SUM(delay) FILTER (WHERE delay > 0)}.
 *
 * <p>An event whose value is null, or that does not meet the filter, adds nothing; where all are
 * such, a count is 0 and any other aggregate null.
 */
final class AggregateReader {

    private static final Set<String> NAMES =
            new TreeSet<>(
                    Set.of(
                            "COUNT",
                            "SUM",
                            "MIN",
                            "MAX",
                            "AVG",
                            "APPROX_COUNT_DISTINCT",
                            "FIRST_VALUE",
                            "LAST_VALUE",
                            "EARLIEST",
                            "LATEST",
                            "QUANTILE",
                            "TOP_K"));

    private final Place place;
    private final ExpressionReader expressions;

    AggregateReader(Place place, ExpressionReader expressions) {
        this.place = place;
        this.expressions = expressions;
    }

    /** What the aggregates are called, for messages. */
    static String names() {
        return String.join(", ", NAMES);
    }

    /** Whether a part of a query is one aggregate. */
    static boolean isAggregate(SqlNode node) {
        SqlNode inner = node.getKind() == SqlKind.FILTER ? ((SqlCall) node).operand(0) : node;
        return inner instanceof SqlCall call && NAMES.contains(Names.of(call));
    }

    /** The aggregate that a part of a query is, under a column's name. */
    Aggregate read(String name, SqlNode node) {
        if (node.getKind() == SqlKind.FILTER) {
            SqlCall filtered = (SqlCall) node;
            return read(name, filtered.operand(0), expressions.condition(filtered.operand(1)));
        }
        return read(name, (SqlCall) node, null);
    }

    private Aggregate read(String name, SqlCall call, @Nullable Expression filter) {
        boolean isDistinct =
                call.getFunctionQuantifier() != null
                        && call.getFunctionQuantifier().symbolValue(SqlSelectKeyword.class)
                                == SqlSelectKeyword.DISTINCT;
        if (isDistinct && !Names.of(call).equals("COUNT")) {
            throw place.refuse(
                    call,
                    "DISTINCT is for COUNT",
                    "is another aggregate",
                    "leave DISTINCT out, or write the view in Java");
        }
        return switch (Names.of(call)) {
            case "COUNT" ->
                    isDistinct
                            ? ofAny(name, call, filter, Aggregates::distinctExact)
                            : count(name, call, filter);
            case "SUM" -> sum(name, call, filter);
            case "AVG" -> average(name, call, filter);
            case "MIN" -> extreme(name, call, filter, false);
            case "MAX" -> extreme(name, call, filter, true);
            case "APPROX_COUNT_DISTINCT" -> ofAny(name, call, filter, Aggregates::distinctCount);
            case "FIRST_VALUE" -> ofAny(name, call, filter, Aggregates::first);
            case "LAST_VALUE" -> ofAny(name, call, filter, Aggregates::last);
            case "EARLIEST" -> ofAny(name, call, filter, Aggregates::earliest);
            case "LATEST" -> ofAny(name, call, filter, Aggregates::latest);
            case "QUANTILE" -> quantile(name, call, filter);
            case "TOP_K" -> topK(name, call, filter);
            default ->
                    throw place.refuse(
                            call, "The aggregates are " + names(), "is none", "take one of them");
        };
    }

    private Aggregate count(String name, SqlCall call, @Nullable Expression filter) {
        requireOperands(call, 1);
        boolean isOfAll = Names.isStar(call.operand(0));
        Expression condition =
                isOfAll ? filter : present(expressions.read(call.operand(0)), filter);
        return condition == null
                ? () -> Aggregates.count(name)
                : () -> Aggregates.countIf(name, Getters.condition(condition));
    }

    /** An aggregate of values of any type, to which null adds nothing. */
    private Aggregate ofAny(
            String name, SqlCall call, @Nullable Expression filter, Function function) {
        Getter<ViewRow, Object> values = Getters.value(only(filter, operand(call)));
        return () -> function.column(name, values);
    }

    /** What makes an aggregate column of values. */
    private interface Function {
        AggregateColumn<ViewRow> column(String name, Getter<ViewRow, Object> values);
    }

    private Aggregate sum(String name, SqlCall call, @Nullable Expression filter) {
        Expression value = number(call);
        return switch (value.type()) {
            case LONG ->
                    over(value, filter, () -> Aggregates.sum(name, Getters.wholeNumber(value)));
            case DOUBLE ->
                    over(
                            value,
                            filter,
                            () -> Aggregates.sumDouble(name, Getters.floatingPoint(value)));
            default -> {
                Expression chosen = only(filter, value);
                yield () -> Aggregates.sumDecimal(name, Getters.as(BigDecimal.class, chosen));
            }
        };
    }

    private Aggregate average(String name, SqlCall call, @Nullable Expression filter) {
        Expression value = number(call);
        if (value.type() == ColumnType.DECIMAL) {
            throw place.refuse(
                    call,
                    "AVG is of whole or of floating-point numbers",
                    "is of decimals, which have no exact mean",
                    "CAST them AS DOUBLE, or take SUM and COUNT");
        }
        return value.type() == ColumnType.LONG
                ? over(value, filter, () -> Aggregates.mean(name, Getters.wholeNumber(value)))
                : over(
                        value,
                        filter,
                        () -> Aggregates.meanDouble(name, Getters.floatingPoint(value)));
    }

    private Aggregate extreme(
            String name, SqlCall call, @Nullable Expression filter, boolean greatest) {
        Expression value = operand(call);
        return switch (value.type()) {
            case LONG ->
                    over(
                            value,
                            filter,
                            () ->
                                    greatest
                                            ? Aggregates.max(name, Getters.wholeNumber(value))
                                            : Aggregates.min(name, Getters.wholeNumber(value)));
            case DOUBLE ->
                    over(
                            value,
                            filter,
                            () ->
                                    greatest
                                            ? Aggregates.maxDouble(
                                                    name, Getters.floatingPoint(value))
                                            : Aggregates.minDouble(
                                                    name, Getters.floatingPoint(value)));
            default ->
                    ofAny(name, call, filter, greatest ? Aggregates::greatest : Aggregates::least);
        };
    }

    private Aggregate quantile(String name, SqlCall call, @Nullable Expression filter) {
        requireOperands(call, 2);
        Expression read = expressions.number(call.operand(0));
        double q = constant(call.operand(1)).doubleValue();
        Expression value =
                read.type() == ColumnType.DOUBLE
                        ? read
                        : Call.of(Operation.TO_DOUBLE, ColumnType.DOUBLE, List.of(read));
        return over(
                value, filter, () -> Aggregates.quantile(name, q, Getters.floatingPoint(value)));
    }

    private Aggregate topK(String name, SqlCall call, @Nullable Expression filter) {
        requireOperands(call, 2);
        Expression chosen = only(filter, expressions.text(call.operand(0)));
        BigDecimal k = constant(call.operand(1));
        if (k.scale() > 0 || k.precision() > 9) {
            throw place.refuse(
                    call.operand(1), "TOP_K takes a whole number", "is none", "give one");
        }
        return () -> Aggregates.topK(name, k.intValue(), Getters.as(String.class, chosen));
    }

    private BigDecimal constant(SqlNode node) {
        if (node instanceof SqlNumericLiteral literal
                && literal.getValue() instanceof BigDecimal number) {
            return number;
        }
        throw place.refuse(
                node,
                "The second operand of QUANTILE and TOP_K is a constant number",
                "is none",
                "write the number there");
    }

    private Expression operand(SqlCall call) {
        requireOperands(call, 1);
        return expressions.read(call.operand(0));
    }

    private Expression number(SqlCall call) {
        requireOperands(call, 1);
        return expressions.number(call.operand(0));
    }

    private void requireOperands(SqlCall call, int count) {
        if (call.getOperandList().size() != count) {
            throw place.refuse(
                    call,
                    Names.of(call) + " takes " + count + (count == 1 ? " operand" : " operands"),
                    "has " + call.getOperandList().size(),
                    "correct it");
        }
    }

    /** An aggregate over the events that meet the filter, if any, and whose value is not null. */
    private static Aggregate over(
            Expression value, @Nullable Expression filter, Aggregate aggregate) {
        Expression condition = present(value, filter);
        return condition == null
                ? aggregate
                : () -> Aggregates.filter(Getters.condition(condition), aggregate.column());
    }

    /** That a filter is met and a value is not null; null if that is always so. */
    private static @Nullable Expression present(Expression value, @Nullable Expression filter) {
        if (!value.isNullable()) {
            return filter;
        }
        Expression isNull = new Call(Operation.IS_NULL, ColumnType.BOOLEAN, false, List.of(value));
        Expression isPresent = Call.of(Operation.NOT, ColumnType.BOOLEAN, List.of(isNull));
        if (filter == null) {
            return isPresent;
        }
        // Where the filter is unknown, the value is not looked at either: it may throw.
        Expression isMet = new Call(Operation.IS_TRUE, ColumnType.BOOLEAN, false, List.of(filter));
        return Call.of(Operation.AND, ColumnType.BOOLEAN, List.of(isMet, isPresent));
    }

    /** The value where the filter is met, if any, and null elsewhere. */
    private static Expression only(@Nullable Expression filter, Expression value) {
        return filter == null
                ? value
                : new Call(
                        Operation.CASE,
                        value.type(),
                        true,
                        List.of(filter, value, new Constant(value.type(), null)));
    }
}
