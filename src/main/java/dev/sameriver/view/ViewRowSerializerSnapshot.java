package dev.sameriver.view;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What a savepoint keeps of a {@link ViewRowSerializer}: the columns' names and types, and how many
 * are the key.
 *
 * <p>State restores when the types are the same in the same order; names and the key may differ, as
 * the bytes do not hold them.
 */
public final class ViewRowSerializerSnapshot implements TypeSerializerSnapshot<ViewRow> {

    private static final int VERSION = 1;

    private @Nullable RowSchema schema;

    /** For Flink, which fills it by {@link #readSnapshot}. */
    public ViewRowSerializerSnapshot() {}

    ViewRowSerializerSnapshot(RowSchema schema) {
        this.schema = schema;
    }

    private RowSchema schema() {
        return Objects.requireNonNull(schema, "the snapshot was not read yet");
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeInt(schema().columns().size());
        for (Column column : schema().columns()) {
            out.writeUTF(column.name());
            out.writeUTF(column.type().name());
        }
        out.writeInt(schema().keyColumns());
    }

    @Override
    public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "The rows' state must be of version "
                            + VERSION
                            + ", but is of version "
                            + version
                            + ": restore it with the Sameriver that wrote it.");
        }
        int count = in.readInt();
        List<Column> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            columns.add(new Column(in.readUTF(), ColumnType.valueOf(in.readUTF())));
        }
        schema = new RowSchema(columns, in.readInt());
    }

    @Override
    public TypeSerializer<ViewRow> restoreSerializer() {
        return new ViewRowSerializer(schema());
    }

    @Override
    public TypeSerializerSchemaCompatibility<ViewRow> resolveSchemaCompatibility(
            TypeSerializerSnapshot<ViewRow> old) {
        return old instanceof ViewRowSerializerSnapshot before
                        && types(before.schema()).equals(types(schema()))
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }

    private static List<ColumnType> types(RowSchema schema) {
        return schema.columns().stream().map(Column::type).toList();
    }
}
