package dev.sameriver.view;

import java.io.IOException;
import java.math.BigDecimal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.BigDecSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of the rows of one schema: a bitmap, then the values that are not null.
 *
 * <p>Bit 0 of the bitmap says that the row is final, bit i + 1 that column i is null; a row of a
 * text "ATL" and a long takes 1 + 4 + 8 bytes.
 */
final class ViewRowSerializer extends TypeSerializer<ViewRow> {

    private static final long serialVersionUID = 1L;

    private final RowSchema schema;
    private final ColumnType[] types;

    ViewRowSerializer(RowSchema schema) {
        this.schema = schema;
        this.types = schema.columns().stream().map(Column::type).toArray(ColumnType[]::new);
    }

    RowSchema schema() {
        return schema;
    }

    @Override
    public void serialize(ViewRow row, DataOutputView target) throws IOException {
        if (row.size() != types.length) {
            throw new IOException(
                    "A row must have the "
                            + types.length
                            + " columns "
                            + schema.names()
                            + " of its schema, but has "
                            + row.size()
                            + ".");
        }
        writeBitmap(row, target);
        for (int i = 0; i < types.length; i++) {
            Object value = row.get(i);
            if (value != null) {
                writeValue(types[i], value, target);
            }
        }
    }

    private static void writeBitmap(ViewRow row, DataOutputView target) throws IOException {
        int bits = row.isFinal() ? 1 : 0;
        int at = 1;
        for (int i = 0; i < row.size(); i++) {
            if (at == Byte.SIZE) {
                target.writeByte(bits);
                bits = 0;
                at = 0;
            }
            if (row.get(i) == null) {
                bits |= 1 << at;
            }
            at++;
        }
        target.writeByte(bits);
    }

    private static void writeValue(ColumnType type, Object value, DataOutputView target)
            throws IOException {
        switch (type) {
            case TEXT -> StringSerializer.INSTANCE.serialize((String) value, target);
            case LONG, TIMESTAMP -> target.writeLong((Long) value);
            case DOUBLE -> target.writeDouble((Double) value);
            case DECIMAL -> BigDecSerializer.INSTANCE.serialize((BigDecimal) value, target);
            case BOOLEAN -> target.writeBoolean((Boolean) value);
        }
    }

    @Override
    public ViewRow deserialize(DataInputView source) throws IOException {
        byte[] bitmap = new byte[types.length / Byte.SIZE + 1];
        source.readFully(bitmap);
        @Nullable Object[] values = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            if (!bit(bitmap, i + 1)) {
                values[i] = readValue(types[i], source);
            }
        }
        return new ViewRow(values, bit(bitmap, 0));
    }

    private static boolean bit(byte[] bitmap, int index) {
        return (bitmap[index / Byte.SIZE] >> (index % Byte.SIZE) & 1) == 1;
    }

    private static Object readValue(ColumnType type, DataInputView source) throws IOException {
        return switch (type) {
            case TEXT -> StringSerializer.INSTANCE.deserialize(source);
            case LONG, TIMESTAMP -> (Object) source.readLong();
            case DOUBLE -> source.readDouble();
            case DECIMAL -> BigDecSerializer.INSTANCE.deserialize(source);
            case BOOLEAN -> source.readBoolean();
        };
    }

    @Override
    public ViewRow deserialize(ViewRow reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    /** The row itself: rows and their values never change. */
    @Override
    public ViewRow copy(ViewRow from) {
        return from;
    }

    @Override
    public ViewRow copy(ViewRow from, ViewRow reuse) {
        return from;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public ViewRow createInstance() {
        return new ViewRow(new @Nullable Object[types.length], true);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializer<ViewRow> duplicate() {
        return this;
    }

    @Override
    public TypeSerializerSnapshot<ViewRow> snapshotConfiguration() {
        return new ViewRowSerializerSnapshot(schema);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ViewRowSerializer serializer && schema.equals(serializer.schema);
    }

    @Override
    public int hashCode() {
        return schema.hashCode();
    }
}
