package dev.sameriver.ordered;

import dev.sameriver.operator.PlainSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Serializes groups of events: key and least time, and how many bytes of events follow. These are
 * input, log and partition, how many events, and of each the differences to the one before it, in
 * as few bytes as they need, and its value. No state holds it.
 */
final class EventGroupSerializer<T> extends PlainSerializer<EventGroup<T>> {

    private final TypeSerializer<Object> keys;
    private final List<TypeSerializer<Object>> values;

    private transient @Nullable DataOutputSerializer buffer;

    /**
     * @param values of each input, in order
     */
    EventGroupSerializer(TypeSerializer<Object> keys, List<TypeSerializer<Object>> values) {
        this.keys = keys;
        this.values = List.copyOf(values);
    }

    @Override
    public void serialize(EventGroup<T> group, DataOutputView out) throws IOException {
        keys.serialize(group.key(), out);
        out.writeLong(group.time());
        EventGroup.Packed<T> packed = group.packed();
        if (packed != null) {
            out.writeInt(packed.bytes().length);
            out.write(packed.bytes());
        } else {
            DataOutputSerializer bytes = buffer();
            pack(group.events(), bytes);
            out.writeInt(bytes.length());
            out.write(bytes.getSharedBuffer(), 0, bytes.length());
        }
    }

    @Override
    public EventGroup<T> deserialize(DataInputView in) throws IOException {
        Object key = keys.deserialize(in);
        long time = in.readLong();
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new EventGroup<>(key, time, new EventGroup.Packed<>(bytes, this));
    }

    /** Empty; a serializer travels without it. */
    private DataOutputSerializer buffer() {
        if (buffer == null) {
            buffer = new DataOutputSerializer(256);
        }
        buffer.clear();
        return buffer;
    }

    private void pack(List<OrderedEvent<T>> events, DataOutputView out) throws IOException {
        OrderedEvent<T> first = events.get(0);
        out.writeByte(first.input);
        out.writeByte(first.log);
        ShortLongs.write(first.generation, out);
        ShortLongs.write(first.partition, out);
        ShortLongs.write(events.size(), out);
        TypeSerializer<Object> value = values.get(first.input);
        long offset = 0;
        long time = 0;
        long clock = 0;
        for (OrderedEvent<T> event : events) {
            ShortLongs.write(event.offset - offset, out);
            ShortLongs.write(event.number, out);
            ShortLongs.write(event.time - time, out);
            ShortLongs.write(event.clock - clock, out);
            value.serialize(event.value, out);
            offset = event.offset;
            time = event.time;
            clock = event.clock;
        }
    }

    /** The events of a group that came over the network. */
    List<OrderedEvent<T>> unpack(Object key, byte[] bytes) {
        try {
            return unpack(key, new DataInputDeserializer(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private List<OrderedEvent<T>> unpack(Object key, DataInputView in) throws IOException {
        int input = in.readUnsignedByte();
        int log = in.readUnsignedByte();
        int generation = (int) ShortLongs.read(in);
        int partition = (int) ShortLongs.read(in);
        int size = (int) ShortLongs.read(in);
        TypeSerializer<Object> value = values.get(input);
        List<OrderedEvent<T>> events = new ArrayList<>(size);
        long offset = 0;
        long time = 0;
        long clock = 0;
        for (int i = 0; i < size; i++) {
            offset += ShortLongs.read(in);
            long number = ShortLongs.read(in);
            time += ShortLongs.read(in);
            clock += ShortLongs.read(in);
            events.add(
                    new OrderedEvent<>(
                            key,
                            input,
                            log,
                            generation,
                            partition,
                            offset,
                            number,
                            time,
                            clock,
                            (T) value.deserialize(in)));
        }
        return events;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    /** The group itself: groups and their events never change. */
    @Override
    public EventGroup<T> copy(EventGroup<T> from) {
        return from;
    }

    @Override
    @SuppressWarnings("unchecked")
    public EventGroup<T> createInstance() {
        return EventGroup.of(
                new OrderedEvent<>(
                        keys.createInstance(),
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        (T) values.get(0).createInstance()));
    }

    @Override
    public TypeSerializer<EventGroup<T>> duplicate() {
        return new EventGroupSerializer<>(
                keys.duplicate(), values.stream().map(TypeSerializer::duplicate).toList());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventGroupSerializer<?> that
                && keys.equals(that.keys)
                && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return 31 * keys.hashCode() + values.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<EventGroup<T>> snapshotConfiguration() {
        return new Snapshot<>(this);
    }

    /** What Flink remembers of this serializer, in an unaligned checkpoint. */
    public static final class Snapshot<T>
            extends CompositeTypeSerializerSnapshot<EventGroup<T>, EventGroupSerializer<T>> {

        /** For Flink, which reads the rest. */
        public Snapshot() {}

        Snapshot(EventGroupSerializer<T> serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(EventGroupSerializer<T> outer) {
            List<TypeSerializer<?>> nested = new ArrayList<>();
            nested.add(outer.keys);
            nested.addAll(outer.values);
            return nested.toArray(new TypeSerializer<?>[0]);
        }

        @Override
        @SuppressWarnings("unchecked")
        protected EventGroupSerializer<T> createOuterSerializerWithNestedSerializers(
                TypeSerializer<?>[] nested) {
            List<TypeSerializer<Object>> values = new ArrayList<>();
            for (int i = 1; i < nested.length; i++) {
                values.add((TypeSerializer<Object>) nested[i]);
            }
            return new EventGroupSerializer<>((TypeSerializer<Object>) nested[0], values);
        }
    }
}
