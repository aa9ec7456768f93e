package dev.sameriver.log;

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
 * Serializes blocks as their events, one by one. Operators that read blocks are chained to the
 * source, so that this is for those who take them across the network all the same.
 */
final class EventBlockSerializer<T> extends TypeSerializer<EventBlock<T>> {

    private final TypeSerializer<Event<T>> events;

    EventBlockSerializer(TypeSerializer<Event<T>> events) {
        this.events = events;
    }

    @Override
    public void serialize(EventBlock<T> block, DataOutputView out) throws IOException {
        out.writeInt(block.size());
        for (int row = 0; row < block.size(); row++) {
            events.serialize(block.event(row), out);
        }
    }

    @Override
    public EventBlock<T> deserialize(DataInputView in) throws IOException {
        int size = in.readInt();
        if (size == 0) {
            return createInstance();
        }
        List<Event<T>> read = new ArrayList<>(size);
        for (int row = 0; row < size; row++) {
            read.add(events.deserialize(in));
        }
        return EventBlock.of(read);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<EventBlock<T>> duplicate() {
        return new EventBlockSerializer<>(events.duplicate());
    }

    @Override
    public EventBlock<T> createInstance() {
        return new EventBlock<>(
                0, 0, 0, new long[0], new long[0], new long[0], new EventPayload<>(List.of()));
    }

    @Override
    public EventBlock<T> copy(EventBlock<T> from) {
        return from;
    }

    @Override
    public EventBlock<T> copy(EventBlock<T> from, EventBlock<T> reuse) {
        return from;
    }

    @Override
    public EventBlock<T> deserialize(EventBlock<T> reuse, DataInputView in) throws IOException {
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
        return other instanceof EventBlockSerializer<?> that && events.equals(that.events);
    }

    @Override
    public int hashCode() {
        return events.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<EventBlock<T>> snapshotConfiguration() {
        return new Snapshot<>(this);
    }

    /** What a savepoint remembers of this serializer. */
    public static final class Snapshot<T>
            extends CompositeTypeSerializerSnapshot<EventBlock<T>, EventBlockSerializer<T>> {

        public Snapshot() {}

        Snapshot(EventBlockSerializer<T> serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(EventBlockSerializer<T> outer) {
            return new TypeSerializer<?>[] {outer.events};
        }

        @Override
        @SuppressWarnings("unchecked")
        protected EventBlockSerializer<T> createOuterSerializerWithNestedSerializers(
                TypeSerializer<?>[] nested) {
            return new EventBlockSerializer<>((TypeSerializer<Event<T>>) nested[0]);
        }
    }
}
