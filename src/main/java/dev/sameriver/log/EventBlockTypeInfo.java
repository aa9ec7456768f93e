package dev.sameriver.log;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** How Flink moves blocks of events whose value has a type that it knows. */
public final class EventBlockTypeInfo<T> extends TypeInformation<EventBlock<T>> {

    private final EventTypeInfo<T> event;

    public EventBlockTypeInfo(TypeInformation<T> value) {
        this(new EventTypeInfo<>(value));
    }

    EventBlockTypeInfo(EventTypeInfo<T> event) {
        this.event = event;
    }

    /** The type of the single events. */
    public EventTypeInfo<T> event() {
        return event;
    }

    @Override
    public TypeSerializer<EventBlock<T>> createSerializer(SerializerConfig config) {
        return new EventBlockSerializer<>(event.createSerializer(config));
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<EventBlock<T>> getTypeClass() {
        return (Class<EventBlock<T>>) (Class<?>) EventBlock.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public String toString() {
        return "EventBlock<" + event + ">";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventBlockTypeInfo<?> that && event.equals(that.event);
    }

    @Override
    public int hashCode() {
        return event.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof EventBlockTypeInfo;
    }
}
