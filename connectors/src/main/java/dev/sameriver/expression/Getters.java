package dev.sameriver.expression;

import dev.sameriver.function.ComponentReader;
import dev.sameriver.function.Condition;
import dev.sameriver.function.DoubleGetter;
import dev.sameriver.function.Getter;
import dev.sameriver.function.LongGetter;
import dev.sameriver.function.TypedGetter;
import dev.sameriver.view.ViewRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Expressions as keys, aggregates and filters take them; a plain column is read as such. */
public final class Getters {

    private Getters() {}

    /** What gives the value of an expression, and says of which class it is. */
    public static TypedGetter<ViewRow, Object> value(Expression expression) {
        return expression instanceof EventColumn column
                ? new Column(column)
                : new Value(expression);
    }

    /** What gives the value of an expression, as of the class that its type is held in. */
    public static <R> Getter<ViewRow, R> as(Class<R> type, Expression expression) {
        return new As<>(type, expression);
    }

    /** What gives a whole number; of an expression that is null it throws. */
    public static LongGetter<ViewRow> wholeNumber(Expression expression) {
        return expression instanceof EventColumn column
                ? new LongColumn(column)
                : new LongValue(expression);
    }

    /** What gives a floating-point number; of an expression that is null it throws. */
    public static DoubleGetter<ViewRow> floatingPoint(Expression expression) {
        return expression instanceof EventColumn column
                ? new DoubleColumn(column)
                : new DoubleValue(expression);
    }

    /** Whether a truth value is true; one that is not known is not. */
    public static Condition<ViewRow> condition(Expression expression) {
        return new Holds(expression);
    }

    private static Class<?> held(Expression expression) {
        return switch (expression.type()) {
            case TEXT -> String.class;
            case LONG -> Long.class;
            case DOUBLE -> Double.class;
            case DECIMAL -> BigDecimal.class;
            case BOOLEAN -> Boolean.class;
            case TIMESTAMP -> Instant.class;
        };
    }

    private static Object present(Expression expression, ViewRow event) {
        return Objects.requireNonNull(expression.value(event), "a number is null");
    }

    private record Value(Expression expression) implements TypedGetter<ViewRow, Object> {

        @Override
        public @Nullable Object get(ViewRow event) {
            return expression.value(event);
        }

        @Override
        public Class<?> returned() {
            return held(expression);
        }
    }

    private record Column(EventColumn column)
            implements TypedGetter<ViewRow, Object>, ComponentReader {

        @Override
        public @Nullable Object get(ViewRow event) {
            return column.value(event);
        }

        @Override
        public Class<?> returned() {
            return held(column);
        }

        @Override
        public String component() {
            return column.name();
        }
    }

    private record As<R>(Class<R> type, Expression expression) implements Getter<ViewRow, R> {

        @Override
        public @Nullable R get(ViewRow event) {
            return type.cast(expression.value(event));
        }
    }

    private record LongValue(Expression expression) implements LongGetter<ViewRow> {

        @Override
        public long get(ViewRow event) {
            return (Long) present(expression, event);
        }
    }

    private record LongColumn(EventColumn column) implements LongGetter<ViewRow>, ComponentReader {

        @Override
        public long get(ViewRow event) {
            return (Long) present(column, event);
        }

        @Override
        public String component() {
            return column.name();
        }
    }

    private record DoubleValue(Expression expression) implements DoubleGetter<ViewRow> {

        @Override
        public double get(ViewRow event) {
            return (Double) present(expression, event);
        }
    }

    private record DoubleColumn(EventColumn column)
            implements DoubleGetter<ViewRow>, ComponentReader {

        @Override
        public double get(ViewRow event) {
            return (Double) present(column, event);
        }

        @Override
        public String component() {
            return column.name();
        }
    }

    private record Holds(Expression expression) implements Condition<ViewRow> {

        @Override
        public boolean holds(ViewRow event) {
            return Boolean.TRUE.equals(expression.value(event));
        }
    }
}
