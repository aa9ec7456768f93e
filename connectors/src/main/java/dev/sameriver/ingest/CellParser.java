package dev.sameriver.ingest;

import dev.sameriver.archive.TimeField;
import dev.sameriver.connect.IsoTime;
import dev.sameriver.view.UserError;
import java.util.OptionalLong;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Reads a cell of a CSV file as the value of a column. */
@FunctionalInterface
interface CellParser {

    /**
     * The cell's value.
     *
     * @throws IllegalArgumentException if the text is not one of the column's type
     */
    @Nullable Object parse(String text);

    /**
     * The parser of a column. An empty cell is null where the column may be null.
     *
     * @throws UserError if the column's type has no form in CSV
     */
    static CellParser of(Schema.Field field) {
        Schema type = TimeField.withoutNull(field.schema());
        CellParser parser = plain(field.name(), type);
        if (type.equals(field.schema())) {
            return parser;
        }
        return text -> text.isEmpty() ? null : parser.parse(text);
    }

    private static CellParser plain(String column, Schema type) {
        LogicalType logical = type.getLogicalType();
        if (logical instanceof LogicalTypes.TimestampMillis) {
            return CellParser::millis;
        }
        if (logical instanceof LogicalTypes.TimestampMicros) {
            return text -> Math.multiplyExact(millis(text), 1000L);
        }
        return switch (type.getType()) {
            case STRING -> text -> text;
            case LONG -> Long::valueOf;
            case INT -> Integer::valueOf;
            case DOUBLE -> Double::valueOf;
            case FLOAT -> Float::valueOf;
            case BOOLEAN -> CellParser::bool;
            case ENUM -> text -> symbol(type, text);
            default ->
                    throw new UserError(
                            "A column of a CSV file must be a string, number, boolean, timestamp or enum, but the schema makes '%s' %s: change the schema."
                                    .formatted(column, type));
        };
    }

    private static Long millis(String text) {
        OptionalLong time = IsoTime.parse(text);
        return time.isPresent() ? (Long) time.getAsLong() : Long.valueOf(text);
    }

    private static Boolean bool(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.valueOf(text);
        }
        throw new IllegalArgumentException("neither true nor false");
    }

    private static Object symbol(Schema type, String text) {
        if (type.hasEnumSymbol(text)) {
            return new GenericData.EnumSymbol(type, text);
        }
        throw new IllegalArgumentException("not a symbol of " + type.getName());
    }
}
