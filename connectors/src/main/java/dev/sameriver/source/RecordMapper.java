package dev.sameriver.source;

import dev.sameriver.view.UserError;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes a Java record of an event: component {@code delayMinutes} is the column {@code
 * delay_minutes}, or {@code delayMinutes} where the log has that.
 */
final class RecordMapper<T> {

    private final Class<T> type;
    private final RecordComponent[] components;
    private final MethodHandle constructor;

    private @Nullable Schema schema;
    private Column[] columns = new Column[0];

    private RecordMapper(Class<T> type, RecordComponent[] components, MethodHandle constructor) {
        this.type = type;
        this.components = components;
        this.constructor = constructor;
    }

    /**
     * @throws UserError if the type is not a Java record that can be made from here
     */
    static <T> RecordMapper<T> of(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new UserError(
                    "Events are read into Java records, but "
                            + type.getName()
                            + " is not one: declare it as a record of the columns that the view"
                            + " reads.");
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            MethodHandle constructor =
                    MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                            .findConstructor(type, MethodType.methodType(void.class, types));
            return new RecordMapper<>(
                    type,
                    components,
                    constructor
                            .asSpreader(Object[].class, types.length)
                            .asType(MethodType.methodType(Object.class, Object[].class)));
        } catch (ReflectiveOperationException e) {
            throw new UserError(
                    "Sameriver must be able to make the record "
                            + type.getName()
                            + ", but cannot: make it public, in a package that is open.",
                    e);
        }
    }

    /**
     * The names of the columns that the record needs.
     *
     * @param log the log's schema
     * @throws UserError if the log has no such column
     */
    List<String> columns(String name, Schema log) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : components) {
            String column = columnOf(component, log);
            if (column == null) {
                throw new UserError(
                        "Every component of an event's record must be a column of its log, but "
                                + type.getSimpleName()
                                + "."
                                + component.getName()
                                + " is none of log "
                                + name
                                + " ("
                                + String.join(
                                        ", ",
                                        log.getFields().stream().map(Schema.Field::name).toList())
                                + "): rename it.");
            }
            names.add(column);
        }
        return names;
    }

    /**
     * The record of an event.
     *
     * @throws IllegalArgumentException if a column does not fit its component; the message says why
     */
    @SuppressWarnings("unchecked")
    T map(GenericRecord event) {
        Schema found = event.getSchema();
        if (!found.equals(schema)) {
            resolve(found);
        }
        // A reader's events share one object, which equals itself without a look at its fields.
        schema = found;
        Object[] values = new Object[columns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns[i].read(event);
        }
        try {
            return (T) (Object) constructor.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void resolve(Schema of) {
        Column[] resolved = new Column[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = columnOf(components[i], of);
            if (name == null) {
                throw new IllegalArgumentException(
                        "column " + components[i].getName() + " is missing");
            }
            resolved[i] = new Column(of.getField(name), components[i].getType());
        }
        columns = resolved;
    }

    private static @Nullable String columnOf(RecordComponent component, Schema schema) {
        String snake =
                component
                        .getName()
                        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .toLowerCase(Locale.ROOT);
        if (schema.getField(snake) != null) {
            return snake;
        }
        return schema.getField(component.getName()) == null ? null : component.getName();
    }

    /** One column: where it stands in the event, and what the component wants. */
    private static final class Column {

        private final String name;
        private final int at;
        private final Class<?> wanted;
        private final Schema stored;

        Column(Schema.Field field, Class<?> wanted) {
            this.name = field.name();
            this.at = field.pos();
            this.wanted = wanted;
            this.stored = notNull(field.schema());
        }

        @Nullable Object read(GenericRecord event) {
            Object value = event.get(at);
            if (value == null) {
                if (wanted.isPrimitive()) {
                    throw new IllegalArgumentException("column " + name + " is null");
                }
                return null;
            }
            try {
                return convert(value);
            } catch (ClassCastException | ArithmeticException e) {
                throw new IllegalArgumentException(
                        "column "
                                + name
                                + " holds "
                                + value
                                + ", which is no "
                                + wanted.getSimpleName());
            }
        }

        private Object convert(Object value) {
            if (wanted == String.class) {
                return value.toString();
            }
            if (wanted == int.class || wanted == Integer.class) {
                return value instanceof Integer ? value : Math.toIntExact((Long) value);
            }
            if (wanted == long.class || wanted == Long.class) {
                return ((Number) value).longValue();
            }
            if (wanted == double.class || wanted == Double.class) {
                return ((Number) value).doubleValue();
            }
            if (wanted == float.class || wanted == Float.class) {
                return ((Number) value).floatValue();
            }
            if (wanted == Instant.class) {
                return instant((Long) value);
            }
            if (wanted == BigDecimal.class
                    && stored.getLogicalType() instanceof LogicalTypes.Decimal) {
                return new DecimalConversion()
                        .fromBytes((ByteBuffer) value, stored, stored.getLogicalType());
            }
            return (wanted == boolean.class ? Boolean.class : wanted).cast(value);
        }

        private Instant instant(long value) {
            return stored.getLogicalType() instanceof LogicalTypes.TimestampMicros
                    ? Instant.EPOCH.plusNanos(Math.multiplyExact(value, 1000L))
                    : Instant.ofEpochMilli(value);
        }

        private static Schema notNull(Schema schema) {
            return schema.isUnion()
                    ? schema.getTypes().stream()
                            .filter(type -> type.getType() != Schema.Type.NULL)
                            .findFirst()
                            .orElse(schema)
                    : schema;
        }
    }
}
