package dev.sameriver.operator;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Serializes partials between the combiner and the window operator. */
final class PartialSerializer extends PlainSerializer<Partial> {

    private final TypeSerializer<Object> keys;

    PartialSerializer(TypeSerializer<Object> keys) {
        this.keys = keys;
    }

    @Override
    public boolean isImmutableType() {
        return keys.isImmutableType();
    }

    @Override
    public TypeSerializer<Partial> duplicate() {
        return new PartialSerializer(keys.duplicate());
    }

    @Override
    public Partial createInstance() {
        return new Partial(keys.createInstance(), new byte[0]);
    }

    @Override
    public Partial copy(Partial from) {
        return new Partial(keys.copy(from.key), from.entries);
    }

    @Override
    public void serialize(Partial partial, DataOutputView out) throws IOException {
        keys.serialize(partial.key, out);
        out.writeInt(partial.entries.length);
        out.write(partial.entries);
    }

    @Override
    public Partial deserialize(DataInputView in) throws IOException {
        Object key = keys.deserialize(in);
        byte[] entries = new byte[in.readInt()];
        in.readFully(entries);
        return new Partial(key, entries);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        keys.copy(in, out);
        int length = in.readInt();
        out.writeInt(length);
        out.write(in, length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PartialSerializer that && keys.equals(that.keys);
    }

    @Override
    public int hashCode() {
        return keys.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Partial> snapshotConfiguration() {
        return new Snapshot(this);
    }

    /** What a savepoint remembers of this serializer, should partials be in flight in it. */
    public static final class Snapshot
            extends CompositeTypeSerializerSnapshot<Partial, PartialSerializer> {

        public Snapshot() {}

        Snapshot(PartialSerializer serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 2;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(PartialSerializer outer) {
            return new TypeSerializer<?>[] {outer.keys};
        }

        @Override
        @SuppressWarnings("unchecked")
        protected PartialSerializer createOuterSerializerWithNestedSerializers(
                TypeSerializer<?>[] nested) {
            return new PartialSerializer((TypeSerializer<Object>) nested[0]);
        }
    }
}
