package dev.sameriver.operator;

import dev.sameriver.aggregate.Totals;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What a savepoint remembers of an {@link AccumulatorsSerializer}: per column its name and the
 * format of its accumulator. State is read under the same columns and formats only; a view whose
 * columns changed is a new version.
 */
public final class AccumulatorsSnapshot implements TypeSerializerSnapshot<Totals> {

    private final @Nullable AccumulatorsSerializer serializer;
    private String[] formats;

    /** For Flink, which reads the rest by {@link #readSnapshot}. */
    public AccumulatorsSnapshot() {
        serializer = null;
        formats = new String[0];
    }

    AccumulatorsSnapshot(AccumulatorsSerializer serializer, String[] formats) {
        this.serializer = serializer;
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

    /**
     * A serializer that keeps accumulators sealed if this was read from a savepoint. If not, the
     * heap's writer of canonical savepoints asks, in a thread of its own: it gets a duplicate.
     */
    @Override
    public TypeSerializer<Totals> restoreSerializer() {
        return serializer == null
                ? AccumulatorsSerializer.sealing(formats)
                : serializer.duplicate();
    }

    @Override
    public TypeSerializerSchemaCompatibility<Totals> resolveSchemaCompatibility(
            TypeSerializerSnapshot<Totals> old) {
        return old instanceof AccumulatorsSnapshot snapshot
                        && Arrays.equals(formats, snapshot.formats)
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
