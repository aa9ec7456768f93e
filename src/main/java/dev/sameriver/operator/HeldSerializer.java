package dev.sameriver.operator;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Serializes what {@link KeyWindows} wrote: how many bytes it takes, and those bytes. They are
 * never changed, so no copy is made. What they mean hangs on the view's columns, which {@link
 * HeldSnapshot} remembers.
 */
final class HeldSerializer extends PlainSerializer<byte[]> {

    private final String[] formats;

    /**
     * @param formats see {@link Aggregation#formats}
     */
    HeldSerializer(String[] formats) {
        this.formats = formats.clone();
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<byte[]> duplicate() {
        return this;
    }

    @Override
    public byte[] createInstance() {
        return new byte[0];
    }

    @Override
    public byte[] copy(byte[] from) {
        return from;
    }

    @Override
    public void serialize(byte[] held, DataOutputView out) throws IOException {
        out.writeInt(held.length);
        out.write(held);
    }

    @Override
    public byte[] deserialize(DataInputView in) throws IOException {
        byte[] held = new byte[in.readInt()];
        in.readFully(held);
        return held;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeldSerializer that && Arrays.equals(formats, that.formats);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(formats);
    }

    @Override
    public TypeSerializerSnapshot<byte[]> snapshotConfiguration() {
        return new HeldSnapshot(formats);
    }
}
