package dev.sameriver.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.IsoTime;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows as JSON objects in the order of the columns, the same bytes for equal rows.
 *
 * <p>A row of the key (origin, window_start) is {@code
 * {"origin":"ATL","window_start":"2001-01-01T00:00:00Z","flights":12}}, and its key the same
 * without {@code flights}. Numbers that JSON does not know (NaN, Infinity) are texts.
 */
final class RowJson {

    private final JsonFactory factory = new JsonFactory();
    private final RowSchema schema;
    private final boolean early;
    private final Map<String, Integer> indexes = new HashMap<>();

    /**
     * @param early whether rows have the member {@link IsFinal#NAME}
     */
    RowJson(RowSchema schema, boolean early) {
        this.schema = schema;
        this.early = early;
        List<String> names = schema.names();
        for (int i = 0; i < names.size(); i++) {
            indexes.put(names.get(i), i);
        }
    }

    byte[] key(ViewRow row) {
        return object(row, schema.key(), false);
    }

    byte[] value(ViewRow row) {
        return object(row, schema.columns(), early);
    }

    private byte[] object(ViewRow row, List<Column> columns, boolean withFinal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (JsonGenerator json = factory.createGenerator(bytes)) {
            json.writeStartObject();
            for (int i = 0; i < columns.size(); i++) {
                json.writeFieldName(columns.get(i).name());
                write(json, columns.get(i).type(), row.get(i));
            }
            if (withFinal) {
                json.writeBooleanField(IsFinal.NAME, row.isFinal());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("The row " + row + " has no form in JSON.", e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, ColumnType type, @Nullable Object value)
            throws IOException {
        if (value == null) {
            json.writeNull();
            return;
        }
        switch (type) {
            case TEXT -> json.writeString((String) value);
            case LONG -> json.writeNumber((Long) value);
            case DOUBLE -> json.writeNumber((Double) value);
            case DECIMAL -> json.writeNumber(plain((BigDecimal) value));
            case BOOLEAN -> json.writeBoolean((Boolean) value);
            case TIMESTAMP -> json.writeString(IsoTime.of((Long) value));
        }
    }

    /** 1.50 and 1.5 are one value, so they must be one key. */
    private static BigDecimal plain(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    ViewRow row(byte[] value) throws IOException {
        @Nullable Object[] values = new @Nullable Object[schema.columns().size()];
        boolean isFinal = true;
        try (JsonParser json = factory.createParser(value)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken token = json.nextToken();
                Integer index = indexes.get(name);
                if (index != null && token != JsonToken.VALUE_NULL) {
                    ColumnType type = schema.columns().get(index).type();
                    values[index] = ColumnText.parse(type, json.getText());
                } else if (name.equals(IsFinal.NAME)) {
                    isFinal = json.getBooleanValue();
                }
            }
        }
        return new ViewRow(values, isFinal);
    }
}
