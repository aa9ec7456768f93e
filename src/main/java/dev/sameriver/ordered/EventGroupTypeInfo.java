package dev.sameriver.ordered;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * How Flink moves groups of the events of a machine's inputs.
 *
 * @param <T> what the values of all inputs are
 */
public final class EventGroupTypeInfo<T> extends TypeInformation<EventGroup<T>> {

    private final OrderedEventTypeInfo<T> events;

    EventGroupTypeInfo(OrderedEventTypeInfo<T> events) {
        this.events = events;
    }

    @Override
    public TypeSerializer<EventGroup<T>> createSerializer(SerializerConfig config) {
        return new EventGroupSerializer<>(
                events.keyType().createSerializer(config), events.valueSerializers(config));
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
    public Class<EventGroup<T>> getTypeClass() {
        return (Class<EventGroup<T>>) (Class<?>) EventGroup.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public String toString() {
        return "EventGroup<" + events + ">";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventGroupTypeInfo<?> that && events.equals(that.events);
    }

    @Override
    public int hashCode() {
        return Objects.hash(EventGroupTypeInfo.class, events);
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof EventGroupTypeInfo;
    }
}
