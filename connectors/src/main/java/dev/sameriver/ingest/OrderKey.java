package dev.sameriver.ingest;

import dev.sameriver.archive.TimeField;
import dev.sameriver.view.UserError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * The order column's value as bytes that compare, unsigned, as the values do: a 1 and the value; a
 * 0 for rows before the first value.
 */
final class OrderKey {

    private final int at;
    private byte[] last = {0};

    private OrderKey(int at) {
        this.at = at;
    }

    /**
     * The order of a column.
     *
     * @throws UserError if its type has no order
     */
    static OrderKey of(Schema schema, String column) {
        Schema.Field field = schema.getField(column);
        Schema type = TimeField.withoutNull(field.schema());
        return switch (type.getType()) {
            case LONG, INT, DOUBLE, FLOAT, STRING -> new OrderKey(field.pos());
            default ->
                    throw new UserError(
                            "The order of arrival must be a number, timestamp or string, but column '%s' is %s: check --order."
                                    .formatted(column, type));
        };
    }

    /** A record's key; that of the record before it if it has none. */
    byte[] of(@Nullable GenericRecord record) {
        Object value = record == null ? null : record.get(at);
        if (value instanceof Long || value instanceof Integer) {
            last = eight(((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            long bits = Double.doubleToLongBits(((Number) value).doubleValue() + 0.0);
            last = eight(bits ^ ((bits >> 63) & Long.MAX_VALUE));
        } else if (value != null) {
            last = text(value.toString().getBytes(StandardCharsets.UTF_8));
        }
        return last;
    }

    private static byte[] eight(long value) {
        return ByteBuffer.allocate(9).put((byte) 1).putLong(value ^ Long.MIN_VALUE).array();
    }

    /** Ends with two zeros, and no zero within is followed by another: no key begins another. */
    private static byte[] text(byte[] utf8) {
        ByteBuffer out = ByteBuffer.allocate(1 + utf8.length * 2 + 2).put((byte) 1);
        for (byte b : utf8) {
            out.put(b);
            if (b == 0) {
                out.put((byte) 0xff);
            }
        }
        out.put((byte) 0).put((byte) 0);
        byte[] key = new byte[out.position()];
        out.flip().get(key);
        return key;
    }
}
