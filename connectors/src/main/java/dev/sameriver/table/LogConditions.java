package dev.sameriver.table;

import dev.sameriver.source.ReadScope;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns a query's conditions into a scope of the log. A condition that is none of those known here
 * leaves the scope as it is; Flink applies every one of them to the rows all the same.
 *
 * <p>Of the metadata, {@code event_time} compared with a time gives a range and {@code partition}
 * equal to numbers gives a set; so does the column that event times are from. Comparisons of other
 * columns become a condition of Parquet's.
 */
final class LogConditions {

    private final Map<String, LogMetadata> metadata;
    private final String timeColumn;
    private final ZoneId zone;

    private long from = Long.MIN_VALUE;
    private long to = Long.MAX_VALUE;
    private @Nullable Set<Integer> partitions;
    private @Nullable FilterPredicate condition;

    /**
     * @param metadata what the table's metadata columns are, by their names in the table
     * @param timeColumn the log's column that event times are from
     * @param zone of the query's session, in which a time without a zone is
     */
    LogConditions(Map<String, LogMetadata> metadata, String timeColumn, ZoneId zone) {
        this.metadata = metadata;
        this.timeColumn = timeColumn;
        this.zone = zone;
    }

    /** The conditions of which the scope knows now; they hold all at once. */
    List<ResolvedExpression> add(List<ResolvedExpression> conditions) {
        List<ResolvedExpression> known = new ArrayList<>();
        for (ResolvedExpression each : conditions) {
            if (narrow(each)) {
                known.add(each);
            }
        }
        return known;
    }

    /** As {@link #add}, where the rows are dead letters, which have a position only. */
    List<ResolvedExpression> addOfDead(List<ResolvedExpression> conditions) {
        return conditions.stream().filter(this::narrowPartitions).toList();
    }

    /** The dead letters of {@link #scope}. */
    ReadScope scopeOfDead() {
        return ReadScope.dead(partitions);
    }

    /** Narrows the scope by a condition, or by some of those that it joins; says whether it did. */
    private boolean narrow(ResolvedExpression expression) {
        if (isCall(expression, BuiltInFunctionDefinitions.AND)) {
            boolean narrowed = false;
            for (ResolvedExpression child : expression.getResolvedChildren()) {
                narrowed |= narrow(child);
            }
            return narrowed;
        }
        return narrowTime(expression) | narrowPartitions(expression) | narrowRows(expression);
    }

    ReadScope scope() {
        return new ReadScope(from, to, partitions, condition, false);
    }

    private boolean narrowTime(ResolvedExpression expression) {
        Comparison comparison = Comparison.of(expression);
        if (comparison == null || !isTime(comparison.column())) {
            return false;
        }
        Long millis = millis(comparison);
        if (millis == null) {
            return false;
        }
        switch (comparison.operator()) {
            case EQUAL -> {
                from = Math.max(from, millis);
                to = Math.min(to, millis + 1);
            }
            case GREATER, NOT_LESS -> from = Math.max(from, millis);
            case LESS, NOT_GREATER -> to = Math.min(to, millis + 1);
            case NOT_EQUAL -> {
                return false;
            }
        }
        return true;
    }

    private boolean isTime(String column) {
        return metadata.get(column) == LogMetadata.EVENT_TIME
                || (column.equals(timeColumn) && !metadata.containsKey(column));
    }

    /**
     * The millisecond that a time is in; null if that is not certain, or it is no time. Where the
     * column is a number of milliseconds, so is the literal.
     */
    private @Nullable Long millis(Comparison comparison) {
        ValueLiteralExpression literal = comparison.literal();
        if (comparison.type().is(LogicalTypeRoot.BIGINT)) {
            return StoredColumn.whole(literal, Long.SIZE);
        }
        Optional<LocalDateTime> local = literal.getValueAs(LocalDateTime.class);
        if (local.isPresent()) {
            // An hour that the zone's clock shows twice, or not at all, narrows nothing.
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local.get());
            return offsets.size() == 1
                    ? (Long) local.get().toInstant(offsets.get(0)).toEpochMilli()
                    : null;
        }
        return literal.getValueAs(Instant.class).map(Instant::toEpochMilli).orElse(null);
    }

    private boolean narrowPartitions(ResolvedExpression expression) {
        Set<Integer> wanted = new HashSet<>();
        if (!collectPartitions(expression, wanted)) {
            return false;
        }
        if (partitions != null) {
            wanted.retainAll(partitions);
        }
        partitions = wanted;
        return true;
    }

    private boolean collectPartitions(ResolvedExpression expression, Set<Integer> wanted) {
        if (isCall(expression, BuiltInFunctionDefinitions.OR)) {
            return expression.getResolvedChildren().stream()
                    .allMatch(either -> collectPartitions(either, wanted));
        }
        Comparison comparison = Comparison.of(expression);
        if (comparison == null
                || comparison.operator() != Comparison.Operator.EQUAL
                || metadata.get(comparison.column()) != LogMetadata.PARTITION) {
            return false;
        }
        Optional<Integer> partition = comparison.literal().getValueAs(Integer.class);
        partition.ifPresent(wanted::add);
        return partition.isPresent();
    }

    private boolean narrowRows(ResolvedExpression expression) {
        FilterPredicate predicate = predicate(expression);
        if (predicate == null) {
            return false;
        }
        condition = condition == null ? predicate : FilterApi.and(condition, predicate);
        return true;
    }

    private @Nullable FilterPredicate predicate(ResolvedExpression expression) {
        boolean isOr = isCall(expression, BuiltInFunctionDefinitions.OR);
        if (!isOr && !isCall(expression, BuiltInFunctionDefinitions.AND)) {
            Comparison comparison = Comparison.of(expression);
            return comparison == null || metadata.containsKey(comparison.column())
                    ? null
                    : StoredColumn.condition(comparison);
        }
        FilterPredicate all = null;
        for (ResolvedExpression child : expression.getResolvedChildren()) {
            FilterPredicate one = predicate(child);
            if (one == null) {
                return null;
            }
            if (all == null) {
                all = one;
            } else {
                all = isOr ? FilterApi.or(all, one) : FilterApi.and(all, one);
            }
        }
        return all;
    }

    private static boolean isCall(ResolvedExpression expression, FunctionDefinition function) {
        return expression instanceof CallExpression call
                && call.getFunctionDefinition() == function;
    }

    /** A column compared with a literal that is not null. */
    record Comparison(
            FieldReferenceExpression field, Operator operator, ValueLiteralExpression literal) {

        enum Operator {
            EQUAL,
            NOT_EQUAL,
            LESS,
            NOT_GREATER,
            GREATER,
            NOT_LESS;

            private Operator turned() {
                return switch (this) {
                    case EQUAL -> EQUAL;
                    case NOT_EQUAL -> NOT_EQUAL;
                    case LESS -> GREATER;
                    case NOT_GREATER -> NOT_LESS;
                    case GREATER -> LESS;
                    case NOT_LESS -> NOT_GREATER;
                };
            }

            private static @Nullable Operator of(FunctionDefinition function) {
                if (function == BuiltInFunctionDefinitions.EQUALS) {
                    return EQUAL;
                }
                if (function == BuiltInFunctionDefinitions.NOT_EQUALS) {
                    return NOT_EQUAL;
                }
                if (function == BuiltInFunctionDefinitions.LESS_THAN) {
                    return LESS;
                }
                if (function == BuiltInFunctionDefinitions.LESS_THAN_OR_EQUAL) {
                    return NOT_GREATER;
                }
                if (function == BuiltInFunctionDefinitions.GREATER_THAN) {
                    return GREATER;
                }
                return function == BuiltInFunctionDefinitions.GREATER_THAN_OR_EQUAL
                        ? NOT_LESS
                        : null;
            }
        }

        String column() {
            return field.getName();
        }

        LogicalType type() {
            return field.getOutputDataType().getLogicalType();
        }

        /** The comparison that an expression is; null if it is none. */
        static @Nullable Comparison of(ResolvedExpression expression) {
            if (!(expression instanceof CallExpression call)
                    || call.getResolvedChildren().size() != 2) {
                return null;
            }
            Operator operator = Operator.of(call.getFunctionDefinition());
            if (operator == null) {
                return null;
            }
            ResolvedExpression left = call.getResolvedChildren().get(0);
            ResolvedExpression right = call.getResolvedChildren().get(1);
            if (left instanceof FieldReferenceExpression field
                    && right instanceof ValueLiteralExpression literal
                    && !literal.isNull()) {
                return new Comparison(field, operator, literal);
            }
            if (right instanceof FieldReferenceExpression field
                    && left instanceof ValueLiteralExpression literal
                    && !literal.isNull()) {
                return new Comparison(field, operator.turned(), literal);
            }
            return null;
        }
    }
}
