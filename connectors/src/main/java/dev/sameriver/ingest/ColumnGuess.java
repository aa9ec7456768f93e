package dev.sameriver.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sameriver.connect.IsoTime;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What a column can be, as its values come by. */
final class ColumnGuess {

    /** A number with leading zeros is a code, not a number. */
    private static final Pattern LONG = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    private static final Pattern DOUBLE =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private long values;
    private boolean longs = true;
    private boolean doubles = true;
    private boolean booleans = true;
    private boolean times = true;
    private boolean timeAsked;

    /** A cell of a CSV file. */
    void text(String cell) {
        if (cell.isEmpty()) {
            return;
        }
        values++;
        longs = longs && LONG.matcher(cell).matches();
        doubles = doubles && (longs || DOUBLE.matcher(cell).matches());
        booleans = booleans && (cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false"));
        times = times && IsoTime.parse(cell).isPresent();
    }

    /** A field of a JSON object. */
    void json(JsonNode value) {
        if (value.isNull()) {
            return;
        }
        values++;
        longs &= value.isIntegralNumber() && value.canConvertToLong();
        doubles &= value.isNumber();
        booleans &= value.isBoolean();
        times = times && value.isTextual() && IsoTime.parse(value.textValue()).isPresent();
    }

    /** Takes a column without any value for a timestamp. */
    void preferTime() {
        timeAsked = true;
    }

    /** The column, nullable if it had fewer values than there are rows. */
    Schema.Field field(String name, long rows) {
        Schema type = type();
        return values == rows && rows > 0
                ? new Schema.Field(name, type)
                : new Schema.Field(
                        name,
                        Schema.createUnion(Schema.create(Schema.Type.NULL), type),
                        null,
                        Schema.Field.NULL_DEFAULT_VALUE);
    }

    private Schema type() {
        if (values == 0) {
            return timeAsked ? time() : Schema.create(Schema.Type.STRING);
        }
        if (longs) {
            return Schema.create(Schema.Type.LONG);
        }
        if (doubles) {
            return Schema.create(Schema.Type.DOUBLE);
        }
        if (booleans) {
            return Schema.create(Schema.Type.BOOLEAN);
        }
        return times ? time() : Schema.create(Schema.Type.STRING);
    }

    private static Schema time() {
        return LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
    }
}
