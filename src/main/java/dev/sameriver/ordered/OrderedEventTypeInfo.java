package dev.sameriver.ordered;

import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * How Flink moves the events of a machine's inputs.
 *
 * @param <T> what the values of all inputs are
 */
public final class OrderedEventTypeInfo<T> extends TypeInformation<OrderedEvent<T>> {

    private final TypeInformation<Object> key;
    private final List<TypeInformation<?>> values;

    /**
     * @param values of each input, in order
     */
    public OrderedEventTypeInfo(
            TypeInformation<Object> key, List<? extends TypeInformation<?>> values) {
        this.key = key;
        this.values = List.copyOf(values);
    }

    /** The type of the events' keys. */
    public TypeInformation<Object> keyType() {
        return key;
    }

    @Override
    @SuppressWarnings("unchecked")
    public TypeSerializer<OrderedEvent<T>> createSerializer(SerializerConfig config) {
        return (TypeSerializer<OrderedEvent<T>>)
                (TypeSerializer<?>)
                        new OrderedEventSerializer(
                                key.createSerializer(config), valueSerializers(config));
    }

    @SuppressWarnings("unchecked")
    List<TypeSerializer<Object>> valueSerializers(SerializerConfig config) {
        return values.stream()
                .map(value -> (TypeSerializer<Object>) value.createSerializer(config))
                .toList();
    }

    /** Of the same events in groups. */
    public EventGroupTypeInfo<T> groups() {
        return new EventGroupTypeInfo<>(this);
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
    public Class<OrderedEvent<T>> getTypeClass() {
        return (Class<OrderedEvent<T>>) (Class<?>) OrderedEvent.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public String toString() {
        return "OrderedEvent<" + key + ", " + values + ">";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OrderedEventTypeInfo<?> that
                && key.equals(that.key)
                && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, values);
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof OrderedEventTypeInfo;
    }
}
