package dev.sameriver.operator;

import dev.sameriver.aggregate.Totals;
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
    private final TypeSerializer<Totals> accumulators;

    PartialSerializer(TypeSerializer<Object> keys, TypeSerializer<Totals> accumulators) {
        this.keys = keys;
        this.accumulators = accumulators;
    }

    @Override
    public TypeSerializer<Partial> duplicate() {
        return new PartialSerializer(keys.duplicate(), accumulators.duplicate());
    }

    @Override
    public Partial createInstance() {
        return new Partial(keys.createInstance(), 0, 0, accumulators.createInstance());
    }

    @Override
    public Partial copy(Partial from) {
        return new Partial(
                keys.copy(from.key), from.from, from.to, accumulators.copy(from.accumulators));
    }

    @Override
    public void serialize(Partial partial, DataOutputView out) throws IOException {
        keys.serialize(partial.key, out);
        out.writeLong(partial.from);
        out.writeLong(partial.to);
        accumulators.serialize(partial.accumulators, out);
    }

    @Override
    public Partial deserialize(DataInputView in) throws IOException {
        return new Partial(
                keys.deserialize(in), in.readLong(), in.readLong(), accumulators.deserialize(in));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PartialSerializer that
                && keys.equals(that.keys)
                && accumulators.equals(that.accumulators);
    }

    @Override
    public int hashCode() {
        return 31 * keys.hashCode() + accumulators.hashCode();
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
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(PartialSerializer outer) {
            return new TypeSerializer<?>[] {outer.keys, outer.accumulators};
        }

        @Override
        @SuppressWarnings("unchecked")
        protected PartialSerializer createOuterSerializerWithNestedSerializers(
                TypeSerializer<?>[] nested) {
            return new PartialSerializer(
                    (TypeSerializer<Object>) nested[0], (TypeSerializer<Totals>) nested[1]);
        }
    }
}
