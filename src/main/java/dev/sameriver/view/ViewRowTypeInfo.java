package dev.sameriver.view;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * How Flink moves and stores the rows of one schema; to be given to every stream of them, since
 * Flink cannot find a row's columns from its class.
 *
 * <p>For example {@code stream.returns(new ViewRowTypeInfo(schema))}.
 */
public final class ViewRowTypeInfo extends TypeInformation<ViewRow> {

    private static final long serialVersionUID = 1L;

    private final RowSchema schema;

    public ViewRowTypeInfo(RowSchema schema) {
        this.schema = schema;
    }

    /** The columns of the rows. */
    public RowSchema schema() {
        return schema;
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
    public Class<ViewRow> getTypeClass() {
        return ViewRow.class;
    }

    @Override
    public boolean isKeyType() {
        return true;
    }

    @Override
    public TypeSerializer<ViewRow> createSerializer(SerializerConfig config) {
        return new ViewRowSerializer(schema);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ViewRowTypeInfo info && schema.equals(info.schema);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ViewRowTypeInfo.class, schema);
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof ViewRowTypeInfo;
    }

    @Override
    public String toString() {
        return "ViewRow" + schema.names();
    }
}
