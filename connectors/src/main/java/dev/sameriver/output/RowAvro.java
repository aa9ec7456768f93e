package dev.sameriver.output;

import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.math.BigDecimal;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Rows as Avro records, for Parquet. A timestamp is a timestamp of milliseconds; a decimal is its
 * plain text, as its digits have no bound that Parquet's decimals could declare.
 */
final class RowAvro {

    private RowAvro() {}

    static Schema schema(RowSchema schema) {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("Row").namespace("dev.sameriver").fields();
        List<Column> columns = schema.columns();
        for (int i = 0; i < columns.size(); i++) {
            Schema type = type(columns.get(i).type());
            fields =
                    i < schema.keyColumns()
                            ? fields.name(columns.get(i).name()).type(type).noDefault()
                            : fields.name(columns.get(i).name())
                                    .type()
                                    .unionOf()
                                    .nullType()
                                    .and()
                                    .type(type)
                                    .endUnion()
                                    .nullDefault();
        }
        return fields.endRecord();
    }

    private static Schema type(ColumnType type) {
        return switch (type) {
            case TEXT, DECIMAL -> Schema.create(Schema.Type.STRING);
            case LONG -> Schema.create(Schema.Type.LONG);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case TIMESTAMP ->
                    LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
        };
    }

    static GenericRecord record(Schema schema, ViewRow row) {
        GenericRecord record = new GenericData.Record(schema);
        for (int i = 0; i < row.size(); i++) {
            Object value = row.get(i);
            record.put(i, value instanceof BigDecimal decimal ? decimal.toPlainString() : value);
        }
        return record;
    }

    static ViewRow row(RowSchema schema, GenericRecord record) {
        List<Column> columns = schema.columns();
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = record.get(columns.get(i).name());
            values[i] =
                    value instanceof CharSequence text
                            ? ColumnText.parse(columns.get(i).type(), text.toString())
                            : value;
        }
        return new ViewRow(values, true);
    }
}
