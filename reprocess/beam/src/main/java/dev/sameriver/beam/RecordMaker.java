package dev.sameriver.beam;

import dev.sameriver.view.EventType;
import dev.sameriver.view.EventType.Component;
import dev.sameriver.view.UserError;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Makes a view's records of an archive's events. */
final class RecordMaker<T> {

    private final Function<@Nullable Object[], T> maker;
    private final List<Component> components;
    private final List<Schema.Field> columns;
    private final Schema schema;

    private RecordMaker(EventType<T> type, List<Schema.Field> columns, Schema schema) {
        this.maker = type.maker();
        this.components = type.components();
        this.columns = columns;
        this.schema = schema;
    }

    /**
     * Looks for the columns of a view's record in a log's current schema.
     *
     * @throws UserError if the log lacks one of its columns, or the record cannot be made
     */
    static <T> RecordMaker<T> of(EventType<T> type, Schema log) {
        List<String> names = new ArrayList<>();
        for (Component component : type.components()) {
            names.add(column(component, log));
        }
        Schema part = SegmentReader.part(log, names);
        return new RecordMaker<>(type, names.stream().map(part::getField).toList(), part);
    }

    private static String column(Component component, Schema log) {
        String snake = snake(component.name());
        if (log.getField(snake) != null) {
            return snake;
        }
        if (log.getField(component.name()) == null) {
            throw new UserError(
                    "Every component of a view's record is a column of its log, but the log has no "
                            + snake
                            + ": rename it.");
        }
        return component.name();
    }

    /** {@code delay_minutes} for {@code delayMinutes}. */
    private static String snake(String camel) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            boolean starts = c >= 'A' && c <= 'Z' && i > 0 && isSmall(camel.charAt(i - 1));
            snake.append(starts ? "_" : "").append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return snake.toString();
    }

    private static boolean isSmall(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /** The columns that are read. */
    Schema schema() {
        return schema;
    }

    /**
     * The record of an event.
     *
     * @throws RuntimeException if a value does not fit, or the record refuses it
     */
    T make(GenericRecord event) {
        @Nullable Object[] values = new @Nullable Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            Schema.Field column = columns.get(i);
            values[i] = fit(event.get(column.pos()), components.get(i), column.schema());
        }
        return maker.apply(values);
    }

    private static @Nullable Object fit(
            @Nullable Object value, Component component, Schema column) {
        if (value == null) {
            if (component.type().isPrimitive()) {
                throw new IllegalArgumentException("column " + component.name() + " is null");
            }
            return null;
        }
        Class<?> boxed = boxed(component.type());
        if (boxed == String.class) {
            return value.toString();
        }
        if (boxed == Integer.class) {
            return value instanceof Integer ? value : Math.toIntExact((Long) value);
        }
        if (boxed == Long.class) {
            return ((Number) value).longValue();
        }
        if (boxed == Float.class) {
            return ((Number) value).floatValue();
        }
        if (boxed == Double.class) {
            return ((Number) value).doubleValue();
        }
        if (boxed == Instant.class) {
            return instant(
                    (Long) value, logicalType(column) instanceof LogicalTypes.TimestampMicros);
        }
        if (boxed == BigDecimal.class
                && logicalType(column) instanceof LogicalTypes.Decimal decimal) {
            return new DecimalConversion().fromBytes((ByteBuffer) value, column, decimal);
        }
        return boxed.cast(value);
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    private static Instant instant(long value, boolean isMicros) {
        return isMicros
                ? Instant.EPOCH.plus(value, ChronoUnit.MICROS)
                : Instant.ofEpochMilli(value);
    }

    private static @Nullable LogicalType logicalType(Schema column) {
        if (!column.isUnion()) {
            return column.getLogicalType();
        }
        for (Schema branch : column.getTypes()) {
            if (branch.getType() != Schema.Type.NULL) {
                return branch.getLogicalType();
            }
        }
        return null;
    }
}
