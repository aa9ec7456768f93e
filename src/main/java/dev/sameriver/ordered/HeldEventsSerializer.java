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
 * Serializes {@link HeldEvents}: whether there is a state, the state, how many events, the events.
 */
final class HeldEventsSerializer<S> extends PlainSerializer<HeldEvents<S>> {

    private final TypeSerializer<S> states;
    private final TypeSerializer<OrderedEvent<Object>> events;

    HeldEventsSerializer(TypeSerializer<S> states, TypeSerializer<OrderedEvent<Object>> events) {
        this.states = states;
        this.events = events;
    }

    @Override
    public void serialize(HeldEvents<S> held, DataOutputView out) throws IOException {
        S state = held.machine();
        out.writeBoolean(state != null);
        if (state != null) {
            states.serialize(state, out);
        }
        out.writeInt(held.events().size());
        for (OrderedEvent<Object> event : held.events()) {
            events.serialize(event, out);
        }
    }

    @Override
    public HeldEvents<S> deserialize(DataInputView in) throws IOException {
        S state = in.readBoolean() ? states.deserialize(in) : null;
        int size = in.readInt();
        List<OrderedEvent<Object>> read = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            read.add(events.deserialize(in));
        }
        return new HeldEvents<>(state, read);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public HeldEvents<S> copy(HeldEvents<S> from) {
        return from;
    }

    @Override
    public HeldEvents<S> createInstance() {
        return new HeldEvents<>(null, List.of());
    }

    @Override
    public TypeSerializer<HeldEvents<S>> duplicate() {
        return new HeldEventsSerializer<>(states.duplicate(), events.duplicate());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeldEventsSerializer<?> that
                && states.equals(that.states)
                && events.equals(that.events);
    }

    @Override
    public int hashCode() {
        return 31 * states.hashCode() + events.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<HeldEvents<S>> snapshotConfiguration() {
        return new Snapshot<>(this);
    }

    /** What a savepoint remembers of this serializer. */
    public static final class Snapshot<S>
            extends CompositeTypeSerializerSnapshot<HeldEvents<S>, HeldEventsSerializer<S>> {

        /** For Flink, which reads the rest. */
        public Snapshot() {}

        Snapshot(HeldEventsSerializer<S> serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(HeldEventsSerializer<S> outer) {
            return new TypeSerializer<?>[] {outer.states, outer.events};
        }

        @Override
        @SuppressWarnings("unchecked")
        protected HeldEventsSerializer<S> createOuterSerializerWithNestedSerializers(
                TypeSerializer<?>[] nested) {
            return new HeldEventsSerializer<>(
                    (TypeSerializer<S>) nested[0],
                    (TypeSerializer<OrderedEvent<Object>>) nested[1]);
        }
    }
}
