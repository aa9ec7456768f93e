package dev.sameriver.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event's columns as Parquet's support for Avro does, but without asking for each value
 * what its column is like.
 */
final class EventFields {

    private final List<Field> fields;

    /** One column; {@code at} is its place in the record and in the file. */
    private record Field(String name, int at, ColumnValues.Kind kind, boolean optional) {}

    private EventFields(List<Field> fields) {
        this.fields = fields;
    }

    /** The writer of a schema's columns; null if one is none of numbers, texts and truth values. */
    static @Nullable EventFields of(Schema event) {
        List<Field> fields = new ArrayList<>();
        for (Schema.Field field : event.getFields()) {
            ColumnValues.Kind kind = ColumnValues.Kind.of(field.schema());
            if (kind == null) {
                return null;
            }
            fields.add(new Field(field.name(), field.pos(), kind, field.schema().isNullable()));
        }
        return new EventFields(fields);
    }

    void write(GenericRecord event, RecordConsumer to) {
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            Object value = event.get(field.at);
            if (value != null) {
                to.startField(field.name, field.at);
                write(field.kind, value, to);
                to.endField(field.name, field.at);
            } else if (!field.optional) {
                throw new IllegalArgumentException(
                        "a column that must have a value has none: " + field.name);
            }
        }
    }

    private static void write(ColumnValues.Kind kind, Object value, RecordConsumer to) {
        switch (kind) {
            case LONG -> to.addLong(((Number) value).longValue());
            case INT -> to.addInteger(((Number) value).intValue());
            case DOUBLE -> to.addDouble(((Number) value).doubleValue());
            case FLOAT -> to.addFloat(((Number) value).floatValue());
            case BOOLEAN -> to.addBoolean((Boolean) value);
            case TEXT -> to.addBinary(text(value));
        }
    }

    /** A text as Parquet holds it; Avro's own form of texts has its bytes already. */
    static Binary text(Object value) {
        return value instanceof Utf8 utf8
                ? Binary.fromReusedByteArray(utf8.getBytes(), 0, utf8.getByteLength())
                : Binary.fromConstantByteArray(value.toString().getBytes(StandardCharsets.UTF_8));
    }
}
