package dev.sameriver.view;

import java.math.BigDecimal;
import java.util.List;
import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** Flink's own serializer suite, over rows with nulls, early rows, and the ends of every type. */
class ViewRowSerializerTest extends SerializerTestBase<ViewRow> {

    static final RowSchema SCHEMA =
            new RowSchema(
                    List.of(
                            new Column("origin", ColumnType.TEXT),
                            new Column("window_start", ColumnType.TIMESTAMP),
                            new Column("flights", ColumnType.LONG),
                            new Column("mean", ColumnType.DOUBLE),
                            new Column("fare", ColumnType.DECIMAL),
                            new Column("closed", ColumnType.BOOLEAN),
                            new Column("remark", ColumnType.TEXT),
                            new Column("carrier", ColumnType.TEXT),
                            new Column("gate", ColumnType.TEXT)),
                    2);

    static ViewRow row(boolean isFinal, @Nullable Object... values) {
        return new ViewRow(values, isFinal);
    }

    @Override
    protected TypeSerializer<ViewRow> createSerializer() {
        return new ViewRowSerializer(SCHEMA);
    }

    @Override
    protected int getLength() {
        return -1;
    }

    @Override
    protected Class<ViewRow> getTypeClass() {
        return ViewRow.class;
    }

    @Override
    protected ViewRow[] getTestData() {
        return new ViewRow[] {
            row(true, "ATL", 0L, 3L, 0.5, new BigDecimal("1.50"), true, "late", "DL", "A1"),
            row(false, "", -1L, Long.MIN_VALUE, Double.NaN, BigDecimal.ZERO, false, "", "", ""),
            row(true, "ORD", Long.MAX_VALUE, null, null, null, null, null, null, null),
            row(false, "\u0000\ud800é", 1L, null, -0.0, null, true, null, null, "last bit clear"),
            row(true, "x".repeat(70_000), 1L, 1L, null, null, null, "seventh", "eighth", null),
        };
    }
}
