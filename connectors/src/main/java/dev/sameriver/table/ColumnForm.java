package dev.sameriver.table;

import dev.sameriver.archive.TimeField;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.DecimalType;
import org.jspecify.annotations.Nullable;

/**
 * What a log's column is in SQL: its type, and how a value becomes one of it.
 *
 * <p>Flink's own converter takes a timestamp-micros for milliseconds, so that one is not used.
 *
 * @param type as in {@code TIMESTAMP_LTZ(3)}, nullable where the column is
 * @param convert takes a value of Avro that is not null
 */
record ColumnForm(DataType type, Function<Object, @Nullable Object> convert) {

    private static final long MICROS = 1_000;

    /** The form of a column; null if SQL has none for it, as for a union of several types. */
    static @Nullable ColumnForm of(Schema column) {
        Schema schema = TimeField.withoutNull(column);
        ColumnForm form = ofValue(schema);
        if (form == null) {
            return null;
        }
        boolean isNullable = !schema.equals(column);
        return new ColumnForm(
                isNullable ? form.type.nullable() : form.type.notNull(), form.convert);
    }

    /** The value in SQL; null stays null. */
    @Nullable Object value(@Nullable Object avro) {
        return avro == null ? null : convert.apply(avro);
    }

    private static @Nullable ColumnForm ofValue(Schema schema) {
        return switch (schema.getType()) {
            case STRING, ENUM ->
                    new ColumnForm(
                            DataTypes.STRING(), value -> StringData.fromString(value.toString()));
            case BOOLEAN -> same(DataTypes.BOOLEAN());
            case INT -> same(ofInt(schema));
            case LONG -> ofLong(schema);
            case FLOAT -> same(DataTypes.FLOAT());
            case DOUBLE -> same(DataTypes.DOUBLE());
            case BYTES, FIXED -> ofBytes(schema);
            case ARRAY -> ofArray(schema);
            case MAP -> ofMap(schema);
            case RECORD -> ofRecord(schema);
            case UNION, NULL -> null;
        };
    }

    private static ColumnForm same(DataType type) {
        return new ColumnForm(type, value -> value);
    }

    private static DataType ofInt(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Date) {
            return DataTypes.DATE();
        }
        return schema.getLogicalType() instanceof LogicalTypes.TimeMillis
                ? DataTypes.TIME(3)
                : DataTypes.INT();
    }

    private static ColumnForm ofLong(Schema schema) {
        var logical = schema.getLogicalType();
        if (logical instanceof LogicalTypes.TimestampMillis) {
            return new ColumnForm(DataTypes.TIMESTAMP_LTZ(3), ColumnForm::ofMillis);
        }
        if (logical instanceof LogicalTypes.TimestampMicros) {
            return new ColumnForm(DataTypes.TIMESTAMP_LTZ(6), ColumnForm::ofMicros);
        }
        if (logical instanceof LogicalTypes.LocalTimestampMillis) {
            return new ColumnForm(DataTypes.TIMESTAMP(3), ColumnForm::ofMillis);
        }
        if (logical instanceof LogicalTypes.LocalTimestampMicros) {
            return new ColumnForm(DataTypes.TIMESTAMP(6), ColumnForm::ofMicros);
        }
        return same(DataTypes.BIGINT());
    }

    private static TimestampData ofMillis(Object value) {
        return TimestampData.fromEpochMillis((Long) value);
    }

    private static TimestampData ofMicros(Object value) {
        long micros = (Long) value;
        int nanos = (int) (Math.floorMod(micros, MICROS) * MICROS);
        return TimestampData.fromEpochMillis(Math.floorDiv(micros, MICROS), nanos);
    }

    private static @Nullable ColumnForm ofBytes(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            int precision = decimal.getPrecision();
            int scale = decimal.getScale();
            return precision > DecimalType.MAX_PRECISION
                    ? null
                    : new ColumnForm(
                            DataTypes.DECIMAL(precision, scale),
                            value -> decimal(bytes(value), precision, scale));
        }
        return new ColumnForm(DataTypes.BYTES(), ColumnForm::bytes);
    }

    private static DecimalData decimal(byte[] unscaled, int precision, int scale) {
        DecimalData value = DecimalData.fromUnscaledBytes(unscaled, precision, scale);
        if (value == null) {
            throw new IllegalArgumentException(
                    new BigDecimal(new BigInteger(unscaled), scale)
                            + " is no DECIMAL("
                            + precision
                            + ", "
                            + scale
                            + ")");
        }
        return value;
    }

    private static byte[] bytes(Object value) {
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static @Nullable ColumnForm ofArray(Schema schema) {
        ColumnForm element = of(schema.getElementType());
        return element == null
                ? null
                : new ColumnForm(
                        DataTypes.ARRAY(element.type),
                        value ->
                                new GenericArrayData(
                                        ((Collection<?>) value)
                                                .stream().map(element::value).toArray()));
    }

    private static @Nullable ColumnForm ofMap(Schema schema) {
        ColumnForm element = of(schema.getValueType());
        if (element == null) {
            return null;
        }
        return new ColumnForm(
                DataTypes.MAP(DataTypes.STRING().notNull(), element.type),
                value -> {
                    Map<Object, @Nullable Object> map = new HashMap<>();
                    ((Map<?, ?>) value)
                            .forEach(
                                    (key, held) ->
                                            map.put(
                                                    StringData.fromString(key.toString()),
                                                    element.value(held)));
                    return new GenericMapData(map);
                });
    }

    private static @Nullable ColumnForm ofRecord(Schema schema) {
        List<Schema.Field> fields = schema.getFields();
        ColumnForm[] forms = new ColumnForm[fields.size()];
        DataTypes.Field[] types = new DataTypes.Field[forms.length];
        for (int i = 0; i < forms.length; i++) {
            ColumnForm form = of(fields.get(i).schema());
            if (form == null) {
                return null;
            }
            forms[i] = form;
            types[i] = DataTypes.FIELD(fields.get(i).name(), form.type);
        }
        return new ColumnForm(
                DataTypes.ROW(types),
                value -> {
                    GenericRowData row = new GenericRowData(forms.length);
                    for (int i = 0; i < forms.length; i++) {
                        row.setField(i, forms[i].value(((IndexedRecord) value).get(i)));
                    }
                    return row;
                });
    }
}
