package dev.sameriver.source;

import dev.sameriver.archive.ColumnValues;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A component of a record: where its column stands in the event, and what it wants of it. */
final class RecordColumn {

    private final String component;
    private final String name;
    private final int at;
    private final Class<?> wanted;
    private final Schema stored;

    /** How many bits the component has, if it is a whole number; else 0. */
    private final int bits;

    RecordColumn(String component, Schema.Field field, Class<?> wanted) {
        this.component = component;
        this.name = field.name();
        this.at = field.pos();
        this.wanted = wanted;
        this.stored = notNull(field.schema());
        this.bits = bits(wanted);
    }

    /** The record's component. */
    String component() {
        return component;
    }

    /** The column's name in the log. */
    String name() {
        return name;
    }

    /** The column's index in the event. */
    int at() {
        return at;
    }

    /**
     * What the component is where the event holds a value.
     *
     * @throws IllegalArgumentException if the value does not fit; the message says why
     */
    @Nullable Object read(@Nullable Object value) {
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

    /** Whether null does not fit. */
    boolean needsValue() {
        return wanted.isPrimitive();
    }

    /**
     * Whether {@link #read} takes every value of a column of a kind; a whole number may be too
     * narrow for one, which is seen to apart.
     */
    boolean takes(ColumnValues.Kind kind) {
        boolean isNumber = kind != ColumnValues.Kind.BOOLEAN && kind != ColumnValues.Kind.TEXT;
        if (wanted == String.class) {
            return kind == ColumnValues.Kind.TEXT;
        }
        if (wanted == boolean.class || wanted == Boolean.class) {
            return kind == ColumnValues.Kind.BOOLEAN;
        }
        if (bits > 0) {
            return kind == ColumnValues.Kind.LONG || kind == ColumnValues.Kind.INT;
        }
        if (wanted == Instant.class) {
            return kind == ColumnValues.Kind.LONG
                    && !(stored.getLogicalType() instanceof LogicalTypes.TimestampMicros);
        }
        boolean isFloating =
                wanted == double.class
                        || wanted == Double.class
                        || wanted == float.class
                        || wanted == Float.class;
        return isFloating && isNumber;
    }

    /** Whether a value of a kind that is taken may be too wide for the component. */
    boolean narrows(ColumnValues.Kind kind) {
        return bits > 0
                && ((kind == ColumnValues.Kind.LONG && bits < Long.SIZE)
                        || (kind == ColumnValues.Kind.INT && bits < Integer.SIZE));
    }

    /** Whether the component, which is a whole number, is wide enough for one. */
    boolean holds(long value) {
        int unused = Long.SIZE - bits;
        return value == value << unused >> unused;
    }

    /** Whether the values of a kind are the component's, as longs. */
    boolean isLongs(ColumnValues.Kind kind) {
        return bits > 0
                && wanted.isPrimitive()
                && (kind == ColumnValues.Kind.LONG || kind == ColumnValues.Kind.INT);
    }

    /** Whether the values of a kind are the component's, as doubles. */
    boolean isDoubles(ColumnValues.Kind kind) {
        return (wanted == double.class
                        && (kind == ColumnValues.Kind.DOUBLE || kind == ColumnValues.Kind.FLOAT))
                || (wanted == float.class && kind == ColumnValues.Kind.FLOAT);
    }

    /** Whether the values of a kind are the component's, as objects. */
    boolean isTexts(ColumnValues.Kind kind) {
        return wanted == String.class && kind == ColumnValues.Kind.TEXT;
    }

    private Object convert(Object value) {
        if (wanted == String.class) {
            return value.toString();
        }
        if (bits == Long.SIZE) {
            return ((Number) value).longValue();
        }
        if (bits > 0) {
            return narrow(value instanceof Integer number ? number : (Long) value);
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
        if (wanted == BigDecimal.class && stored.getLogicalType() instanceof LogicalTypes.Decimal) {
            return new DecimalConversion()
                    .fromBytes((ByteBuffer) value, stored, stored.getLogicalType());
        }
        return (wanted == boolean.class ? Boolean.class : wanted).cast(value);
    }

    private Object narrow(long value) {
        if (!holds(value)) {
            throw new ArithmeticException(value + " needs more than " + bits + " bits");
        }
        if (bits == Byte.SIZE) {
            return (byte) value;
        }
        return bits == Short.SIZE ? (Object) (short) value : (Object) (int) value;
    }

    private static int bits(Class<?> type) {
        if (type == long.class || type == Long.class) {
            return Long.SIZE;
        }
        if (type == int.class || type == Integer.class) {
            return Integer.SIZE;
        }
        if (type == short.class || type == Short.class) {
            return Short.SIZE;
        }
        return type == byte.class || type == Byte.class ? Byte.SIZE : 0;
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
