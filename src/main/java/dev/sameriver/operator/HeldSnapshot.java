package dev.sameriver.operator;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a savepoint remembers of a {@link HeldSerializer}: the version of its form, and per column
 * its name and the format of its accumulator. State is read under the same columns and formats
 * only; a view whose columns changed is a new version.
 */
public final class HeldSnapshot implements TypeSerializerSnapshot<byte[]> {

    private String[] formats;

    /** For Flink, which reads the rest by {@link #readSnapshot}. */
    public HeldSnapshot() {
        this(new String[0]);
    }

    HeldSnapshot(String[] formats) {
        this.formats = formats;
    }

    @Override
    public int getCurrentVersion() {
        return 1;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeInt(formats.length);
        for (String format : formats) {
            out.writeUTF(format);
        }
    }

    @Override
    public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
        if (version != 1) {
            throw new IOException(
                    "Window state must have format 1, but the savepoint has format "
                            + version
                            + ": it was written by a later release, restore it with that one.");
        }
        formats = new String[in.readInt()];
        for (int i = 0; i < formats.length; i++) {
            formats[i] = in.readUTF();
        }
    }

    @Override
    public TypeSerializer<byte[]> restoreSerializer() {
        return new HeldSerializer(formats);
    }

    @Override
    public TypeSerializerSchemaCompatibility<byte[]> resolveSchemaCompatibility(
            TypeSerializerSnapshot<byte[]> old) {
        return old instanceof HeldSnapshot snapshot && Arrays.equals(formats, snapshot.formats)
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
