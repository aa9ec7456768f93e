package dev.sameriver.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Serializes events; those that lie in state or cross the network are written whole. */
final class EventSerializer<T> extends TypeSerializer<Event<T>> {

    private final TypeSerializer<T> values;

    EventSerializer(TypeSerializer<T> values) {
        this.values = values;
    }

    @Override
    public void serialize(Event<T> event, DataOutputView out) throws IOException {
        out.writeInt(event.generation());
        out.writeInt(event.partition());
        out.writeLong(event.offset());
        out.writeLong(event.time());
        out.writeLong(event.clock());
        String reason = event.deadReason();
        out.writeBoolean(reason != null);
        if (reason == null) {
            values.serialize(event.value(), out);
        } else {
            writeBytes(reason.getBytes(StandardCharsets.UTF_8), out);
            writeBytes(event.raw(), out);
        }
    }

    @Override
    public Event<T> deserialize(DataInputView in) throws IOException {
        int generation = in.readInt();
        int partition = in.readInt();
        long offset = in.readLong();
        long time = in.readLong();
        long clock = in.readLong();
        if (!in.readBoolean()) {
            return Event.of(generation, partition, offset, time, clock, values.deserialize(in));
        }
        byte[] reason = readBytes(in);
        byte[] raw = readBytes(in);
        String text = reason == null ? "" : new String(reason, StandardCharsets.UTF_8);
        return time == Clock.NONE
                ? Event.dead(generation, partition, offset, clock, text, raw)
                : Event.unmapped(
                        generation,
                        partition,
                        offset,
                        time,
                        clock,
                        text,
                        raw == null ? new byte[0] : raw);
    }

    private static void writeBytes(byte @Nullable [] bytes, DataOutputView out) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte @Nullable [] readBytes(DataInputView in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<Event<T>> duplicate() {
        return new EventSerializer<>(values.duplicate());
    }

    @Override
    public Event<T> createInstance() {
        return Event.of(0, 0, 0, 0, Clock.NONE, values.createInstance());
    }

    @Override
    public Event<T> copy(Event<T> from) {
        return from;
    }

    @Override
    public Event<T> copy(Event<T> from, Event<T> reuse) {
        return from;
    }

    @Override
    public Event<T> deserialize(Event<T> reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventSerializer<?> that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Event<T>> snapshotConfiguration() {
        return new Snapshot<>(this);
    }

    /** What a savepoint remembers of this serializer. */
    public static final class Snapshot<T>
            extends CompositeTypeSerializerSnapshot<Event<T>, EventSerializer<T>> {

        public Snapshot() {}

        Snapshot(EventSerializer<T> serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(EventSerializer<T> outer) {
            return new TypeSerializer<?>[] {outer.values};
        }

        @Override
        @SuppressWarnings("unchecked")
        protected EventSerializer<T> createOuterSerializerWithNestedSerializers(
                TypeSerializer<?>[] nested) {
            return new EventSerializer<>((TypeSerializer<T>) nested[0]);
        }
    }
}
