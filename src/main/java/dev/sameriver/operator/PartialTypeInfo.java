package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import java.util.Arrays;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** How Flink moves the partials of one aggregation. */
public final class PartialTypeInfo extends TypeInformation<Partial> {

    private final TypeInformation<Object> key;
    private final Aggregation<?> aggregation;

    public PartialTypeInfo(WindowStage<?> stage) {
        this.key = stage.keys().typeInfo();
        this.aggregation = stage.aggregation();
    }

    @Override
    public TypeSerializer<Partial> createSerializer(SerializerConfig config) {
        return new PartialSerializer(key.createSerializer(config));
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
    public Class<Partial> getTypeClass() {
        return Partial.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public String toString() {
        return "Partial<" + key + ">";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PartialTypeInfo that
                && key.equals(that.key)
                && Arrays.equals(aggregation.formats(), that.aggregation.formats());
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(aggregation.formats());
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof PartialTypeInfo;
    }
}
