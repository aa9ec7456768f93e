package dev.sameriver.archive;

import dev.sameriver.view.UserError;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Where an event's time stands, and how it becomes milliseconds. */
public final class TimeField {

    private final int at;
    private final boolean micros;

    private TimeField(int at, boolean micros) {
        this.at = at;
        this.micros = micros;
    }

    /**
     * The time column of a schema: a long, or nullable long, of milliseconds since
     * 1970-01-01T00:00Z; or a timestamp-micros, whose part of a millisecond is dropped.
     *
     * @throws UserError if the schema has no such column, or it is of another type
     */
    public static TimeField of(Schema event, String name) {
        Schema.Field field = event.getField(name);
        if (field == null) {
            throw new UserError(
                    "The event time must be one of the columns %s, but '%s' is not: check --time."
                            .formatted(
                                    event.getFields().stream().map(Schema.Field::name).toList(),
                                    name));
        }
        LogicalType logical = withoutNull(field.schema()).getLogicalType();
        boolean micros = logical instanceof LogicalTypes.TimestampMicros;
        if (!isTime(field.schema())) {
            throw new UserError(
                    "The event time must be a timestamp, or a long of epoch milliseconds, but column '%s' is %s: check --time, or give a schema."
                            .formatted(name, field.schema()));
        }
        return new TimeField(field.pos(), micros);
    }

    /** Whether a column of a schema is there and can be read as a time. */
    public static boolean isTime(Schema event, String name) {
        Schema.Field field = event.getField(name);
        return field != null && isTime(field.schema());
    }

    private static boolean isTime(Schema column) {
        Schema type = withoutNull(column);
        LogicalType logical = type.getLogicalType();
        return type.getType() == Schema.Type.LONG
                && (logical == null
                        || logical instanceof LogicalTypes.TimestampMicros
                        || logical instanceof LogicalTypes.TimestampMillis);
    }

    /** The type itself where a type is a union of it and null; else the type as it is. */
    public static Schema withoutNull(Schema type) {
        if (type.getType() == Schema.Type.UNION && type.getTypes().size() == 2) {
            for (int i = 0; i < 2; i++) {
                if (type.getTypes().get(i).getType() == Schema.Type.NULL) {
                    return type.getTypes().get(1 - i);
                }
            }
        }
        return type;
    }

    /** The event's time in milliseconds since 1970-01-01T00:00Z, or null if it has none. */
    public @Nullable Long millis(GenericRecord event) {
        Object value = event.get(at);
        if (value == null) {
            return null;
        }
        return micros ? (Long) Math.floorDiv((long) (Long) value, 1000L) : (Long) value;
    }
}
