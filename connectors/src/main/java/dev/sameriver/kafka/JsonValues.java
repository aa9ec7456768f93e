package dev.sameriver.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sameriver.connect.IsoTime;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** JSON values as Avro ones; bytes are text of one character a byte, as in Avro's own JSON. */
final class JsonValues {

    private JsonValues() {}

    static GenericRecord record(JsonNode node, Schema schema) throws UndecodableException {
        if (!node.isObject()) {
            throw mismatch(node, schema);
        }
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode value = node.get(field.name());
            if (value == null) {
                record.put(field.pos(), defaultOf(field));
            } else {
                record.put(field.pos(), named(field, value));
            }
        }
        return record;
    }

    private static @Nullable Object named(Schema.Field field, JsonNode value)
            throws UndecodableException {
        try {
            return value(value, field.schema());
        } catch (UndecodableException e) {
            throw new UndecodableException("field " + field.name() + ": " + e.getMessage());
        }
    }

    private static @Nullable Object defaultOf(Schema.Field field) throws UndecodableException {
        if (field.hasDefaultValue()) {
            return GenericData.get().getDefaultValue(field);
        }
        throw new UndecodableException("field " + field.name() + " is missing");
    }

    private static @Nullable Object value(JsonNode node, Schema schema)
            throws UndecodableException {
        return switch (schema.getType()) {
            case NULL -> {
                require(node.isNull(), node, schema);
                yield null;
            }
            case UNION -> union(node, schema);
            case BOOLEAN -> {
                require(node.isBoolean(), node, schema);
                yield node.booleanValue();
            }
            case INT -> {
                require(node.canConvertToInt() && node.canConvertToExactIntegral(), node, schema);
                yield node.intValue();
            }
            case LONG -> number(node, schema);
            case FLOAT -> {
                require(node.isNumber(), node, schema);
                yield node.floatValue();
            }
            case DOUBLE -> {
                require(node.isNumber(), node, schema);
                yield node.doubleValue();
            }
            case STRING -> {
                require(!node.isNull(), node, schema);
                yield WellFormed.text(node.isValueNode() ? node.asText() : node.toString());
            }
            case BYTES -> {
                require(node.isTextual(), node, schema);
                yield ByteBuffer.wrap(node.textValue().getBytes(StandardCharsets.ISO_8859_1));
            }
            case FIXED -> {
                require(
                        node.isTextual() && node.textValue().length() == schema.getFixedSize(),
                        node,
                        schema);
                yield new GenericData.Fixed(
                        schema, node.textValue().getBytes(StandardCharsets.ISO_8859_1));
            }
            case ENUM -> {
                require(node.isTextual() && schema.hasEnumSymbol(node.textValue()), node, schema);
                yield new GenericData.EnumSymbol(schema, node.textValue());
            }
            case ARRAY -> array(node, schema);
            case MAP -> map(node, schema);
            case RECORD -> record(node, schema);
        };
    }

    private static Object number(JsonNode node, Schema schema) throws UndecodableException {
        LogicalType logical = schema.getLogicalType();
        if (node.isTextual() && logical != null) {
            OptionalLong time = IsoTime.parse(node.textValue());
            require(time.isPresent(), node, schema);
            return logical instanceof LogicalTypes.TimestampMicros
                    ? time.getAsLong() * 1000
                    : time.getAsLong();
        }
        require(node.canConvertToLong() && node.canConvertToExactIntegral(), node, schema);
        return node.longValue();
    }

    private static @Nullable Object union(JsonNode node, Schema schema)
            throws UndecodableException {
        for (Schema branch : schema.getTypes()) {
            if (node.isNull() == (branch.getType() == Schema.Type.NULL)) {
                try {
                    return value(node, branch);
                } catch (UndecodableException e) {
                    if (schema.getTypes().size() <= 2) {
                        throw e;
                    }
                }
            }
        }
        throw mismatch(node, schema);
    }

    private static Object array(JsonNode node, Schema schema) throws UndecodableException {
        require(node.isArray(), node, schema);
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonNode item : node) {
            items.add(value(item, schema.getElementType()));
        }
        return items;
    }

    private static Object map(JsonNode node, Schema schema) throws UndecodableException {
        require(node.isObject(), node, schema);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            map.put(
                    WellFormed.text(entry.getKey()),
                    value(entry.getValue(), schema.getValueType()));
        }
        return map;
    }

    private static void require(boolean fits, JsonNode node, Schema schema)
            throws UndecodableException {
        if (!fits) {
            throw mismatch(node, schema);
        }
    }

    private static UndecodableException mismatch(JsonNode node, Schema schema) {
        String text = node.toString();
        String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return new UndecodableException(shown + " is not of type " + schema.getType().getName());
    }
}
