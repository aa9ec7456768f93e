package dev.sameriver.beam;

import dev.sameriver.view.UserError;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Makes a view's records of an archive's events. */
final class RecordMaker<T> {

    private final Constructor<T> constructor;
    private final RecordComponent[] components;
    private final List<Schema.Field> columns;
    private final Schema schema;

    private RecordMaker(
            Constructor<T> constructor,
            RecordComponent[] components,
            List<Schema.Field> columns,
            Schema schema) {
        this.constructor = constructor;
        this.components = components;
        this.columns = columns;
        this.schema = schema;
    }

    /**
     * Looks for the columns of a record in a log's current schema.
     *
     * @throws UserError if the type is no record, or the log lacks one of its columns
     */
    static <T> RecordMaker<T> of(Class<T> type, Schema log) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new UserError(
                    "Events are read into Java records, but "
                            + type.getName()
                            + " is not one: declare it as a record.");
        }
        List<String> names = new ArrayList<>();
        for (RecordComponent component : components) {
            names.add(column(component, log));
        }
        Schema part = SegmentReader.part(log, names);
        return new RecordMaker<>(
                constructor(type, components),
                components,
                names.stream().map(part::getField).toList(),
                part);
    }

    private static String column(RecordComponent component, Schema log) {
        String snake = snake(component.getName());
        if (log.getField(snake) != null) {
            return snake;
        }
        if (log.getField(component.getName()) == null) {
            throw new UserError(
                    "Every component of a view's record is a column of its log, but the log has no "
                            + snake
                            + ": rename it.");
        }
        return component.getName();
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

    private static <T> Constructor<T> constructor(Class<T> type, RecordComponent[] components) {
        try {
            Constructor<T> constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new UserError(
                    "A view's record must be open to be made, but "
                            + type.getName()
                            + " is not: make it public, in a package that is open.",
                    e);
        }
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
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            Schema.Field column = columns.get(i);
            values[i] = fit(event.get(column.pos()), components[i].getType(), column.schema());
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A null for a primitive is refused by the constructor. */
    private static @Nullable Object fit(@Nullable Object value, Class<?> wanted, Schema column) {
        if (value == null) {
            return null;
        }
        Class<?> boxed = boxed(wanted);
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
