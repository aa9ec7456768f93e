package dev.sameriver.beam;

import dev.sameriver.function.Getter;
import dev.sameriver.operator.KeyColumns;
import dev.sameriver.view.Column;
import dev.sameriver.view.KeyFilter;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.Types;
import dev.sameriver.view.ViewRow;
import dev.sameriver.view.ViewRowTypeInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.jspecify.annotations.Nullable;

/** The keys of a view, as values and as the bytes by which Beam groups. */
final class Keys<T> {

    private final List<Column> columns;
    private final List<Getter<T, ?>> getters;
    private final TypeSerializer<ViewRow> serializer;

    Keys(KeyColumns<T> keys) {
        this.columns = keys.columns();
        this.getters = keys.getters();
        this.serializer =
                new ViewRowTypeInfo(new RowSchema(columns, columns.size()))
                        .createSerializer(new SerializerConfigImpl());
    }

    /**
     * The key of an event.
     *
     * @throws IllegalArgumentException if a column of it is null
     */
    ViewRow of(T value) {
        @Nullable Object[] key = new @Nullable Object[columns.size()];
        for (int i = 0; i < key.length; i++) {
            key[i] = Types.hold(columns.get(i).type(), getters.get(i).get(value));
            if (key[i] == null) {
                throw new IllegalArgumentException(
                        "key column " + columns.get(i).name() + " is null");
            }
        }
        return new ViewRow(key, true);
    }

    /** What a {@link KeyFilter} knows a key by. */
    String text(ViewRow key) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            texts.add(RowCsv.text(columns.get(i).type(), Objects.requireNonNull(key.get(i))));
        }
        return KeyFilter.text(texts);
    }

    /** Equal keys have equal bytes, and no others have. */
    byte[] bytes(ViewRow key) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16);
        serializer.serialize(key, new DataOutputViewStreamWrapper(bytes));
        return bytes.toByteArray();
    }

    /** The key that has these bytes. */
    ViewRow of(byte[] bytes) throws IOException {
        return serializer.deserialize(
                new DataInputViewStreamWrapper(new ByteArrayInputStream(bytes)));
    }
}
