package dev.sameriver.ordered;

import dev.sameriver.operator.PlainSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Serializes the events of a machine's inputs, each input's values by a serializer of their own.
 */
final class OrderedEventSerializer extends PlainSerializer<OrderedEvent<Object>> {

    private final TypeSerializer<Object> keys;
    private final List<TypeSerializer<Object>> values;

    /**
     * @param values of each input, in order
     */
    OrderedEventSerializer(TypeSerializer<Object> keys, List<TypeSerializer<Object>> values) {
        this.keys = keys;
        this.values = List.copyOf(values);
    }

    @Override
    public void serialize(OrderedEvent<Object> event, DataOutputView out) throws IOException {
        keys.serialize(event.key, out);
        out.writeByte(event.input);
        out.writeByte(event.log);
        out.writeInt(event.generation);
        out.writeInt(event.partition);
        out.writeLong(event.offset);
        out.writeLong(event.number);
        out.writeLong(event.time);
        out.writeLong(event.clock);
        values.get(event.input).serialize(event.value, out);
    }

    @Override
    public OrderedEvent<Object> deserialize(DataInputView in) throws IOException {
        Object key = keys.deserialize(in);
        int input = in.readUnsignedByte();
        return new OrderedEvent<>(
                key,
                input,
                in.readUnsignedByte(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                values.get(input).deserialize(in));
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    /** The event itself: events and their values never change. */
    @Override
    public OrderedEvent<Object> copy(OrderedEvent<Object> from) {
        return from;
    }

    @Override
    public OrderedEvent<Object> createInstance() {
        return new OrderedEvent<>(
                keys.createInstance(), 0, 0, 0, 0, 0, 0, 0, 0, values.get(0).createInstance());
    }

    @Override
    public TypeSerializer<OrderedEvent<Object>> duplicate() {
        return new OrderedEventSerializer(
                keys.duplicate(), values.stream().map(TypeSerializer::duplicate).toList());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OrderedEventSerializer that
                && keys.equals(that.keys)
                && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return 31 * keys.hashCode() + values.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<OrderedEvent<Object>> snapshotConfiguration() {
        return new Snapshot(this);
    }

    /** What a savepoint remembers of this serializer. */
    public static final class Snapshot
            extends CompositeTypeSerializerSnapshot<OrderedEvent<Object>, OrderedEventSerializer> {

        /** For Flink, which reads the rest. */
        public Snapshot() {}

        Snapshot(OrderedEventSerializer serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(OrderedEventSerializer outer) {
            List<TypeSerializer<?>> nested = new ArrayList<>();
            nested.add(outer.keys);
            nested.addAll(outer.values);
            return nested.toArray(new TypeSerializer<?>[0]);
        }

        @Override
        @SuppressWarnings("unchecked")
        protected OrderedEventSerializer createOuterSerializerWithNestedSerializers(
                TypeSerializer<?>[] nested) {
            List<TypeSerializer<Object>> values = new ArrayList<>();
            for (int i = 1; i < nested.length; i++) {
                values.add((TypeSerializer<Object>) nested[i]);
            }
            return new OrderedEventSerializer((TypeSerializer<Object>) nested[0], values);
        }
    }
}
