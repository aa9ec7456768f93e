package dev.sameriver.log;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** How Flink moves events whose value has a type that it knows. */
public final class EventTypeInfo<T> extends TypeInformation<Event<T>> {

    private final TypeInformation<T> value;

    public EventTypeInfo(TypeInformation<T> value) {
        this.value = value;
    }

    /** The type of the values. */
    public TypeInformation<T> value() {
        return value;
    }

    @Override
    public TypeSerializer<Event<T>> createSerializer(SerializerConfig config) {
        return new EventSerializer<>(value.createSerializer(config));
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
    public Class<Event<T>> getTypeClass() {
        return (Class<Event<T>>) (Class<?>) Event.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public String toString() {
        return "Event<" + value + ">";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventTypeInfo<?> that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof EventTypeInfo;
    }
}
