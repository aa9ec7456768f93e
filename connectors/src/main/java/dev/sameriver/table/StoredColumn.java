package dev.sameriver.table;

import dev.sameriver.table.LogConditions.Comparison;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.filter2.predicate.Operators.Column;
import org.apache.parquet.filter2.predicate.Operators.SupportsEqNotEq;
import org.apache.parquet.filter2.predicate.Operators.SupportsLtGt;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Comparisons of an event's columns as Parquet knows them from a file's statistics. */
final class StoredColumn {

    /** The group that holds an event's columns in a segment's file. */
    private static final String EVENT = "event.";

    private StoredColumn() {}

    /** The condition; null if there is none for the column's type or the literal. */
    static @Nullable FilterPredicate condition(Comparison comparison) {
        String path = EVENT + comparison.column();
        ValueLiteralExpression literal = comparison.literal();
        LogicalType type = comparison.type();
        return switch (type.getTypeRoot()) {
            case BIGINT ->
                    ordered(FilterApi.longColumn(path), comparison, whole(literal, Long.SIZE));
            case INTEGER -> {
                Long value = whole(literal, Integer.SIZE);
                yield ordered(
                        FilterApi.intColumn(path),
                        comparison,
                        value == null ? null : value.intValue());
            }
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    LogicalTypeChecks.getPrecision(type) == 3
                            ? ordered(FilterApi.longColumn(path), comparison, millis(literal))
                            : null;
            case DOUBLE -> ordered(FilterApi.doubleColumn(path), comparison, number(literal));
            case VARCHAR -> ordered(FilterApi.binaryColumn(path), comparison, text(comparison));
            default -> null;
        };
    }

    /**
     * A number without a fraction that has no more bits; null if it is none. With a literal that is
     * a double, Flink compares doubles, which tell no two great numbers apart.
     */
    static @Nullable Long whole(ValueLiteralExpression literal, int bits) {
        if (literal.getOutputDataType()
                .getLogicalType()
                .is(LogicalTypeFamily.APPROXIMATE_NUMERIC)) {
            return null;
        }
        try {
            Optional<BigDecimal> number = literal.getValueAs(BigDecimal.class);
            Long value = number.isPresent() ? (Long) number.get().longValueExact() : null;
            int unused = Long.SIZE - bits;
            return value == null || value << unused >> unused != value ? null : value;
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** A number as a double, as Flink compares it with one; null if it is none. */
    private static @Nullable Double number(ValueLiteralExpression literal) {
        Optional<Double> exact = literal.getValueAs(Double.class);
        return exact.isPresent()
                ? exact.get()
                : literal.getValueAs(BigDecimal.class).map(BigDecimal::doubleValue).orElse(null);
    }

    /**
     * A text; null if it is none. Texts are ordered by their bytes in a file and by UTF-16 in
     * Flink, which is the same order beside a text without surrogates and what comes behind them.
     */
    private static @Nullable Binary text(Comparison comparison) {
        String text = comparison.literal().getValueAs(String.class).orElse(null);
        boolean isOrdered =
                switch (comparison.operator()) {
                    case EQUAL, NOT_EQUAL -> false;
                    case LESS, NOT_GREATER, GREATER, NOT_LESS -> true;
                };
        return text == null
                        || (isOrdered && text.chars().anyMatch(c -> c >= Character.MIN_SURROGATE))
                ? null
                : Binary.fromString(text);
    }

    /** A time that is a whole number of milliseconds; null if it is none. */
    private static @Nullable Long millis(ValueLiteralExpression literal) {
        Instant instant = literal.getValueAs(Instant.class).orElse(null);
        return instant == null || !Instant.ofEpochMilli(instant.toEpochMilli()).equals(instant)
                ? null
                : (Long) instant.toEpochMilli();
    }

    private static <T extends Comparable<T>, C extends Column<T> & SupportsLtGt & SupportsEqNotEq>
            @Nullable FilterPredicate ordered(C column, Comparison comparison, @Nullable T value) {
        if (value == null) {
            return null;
        }
        return switch (comparison.operator()) {
            case EQUAL -> FilterApi.eq(column, value);
            case NOT_EQUAL -> FilterApi.notEq(column, value);
            case LESS -> FilterApi.lt(column, value);
            case NOT_GREATER -> FilterApi.ltEq(column, value);
            case GREATER -> FilterApi.gt(column, value);
            case NOT_LESS -> FilterApi.gtEq(column, value);
        };
    }
}
