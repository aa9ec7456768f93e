package dev.sameriver.ordered;

import dev.sameriver.operator.PlainSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Stands for what is behind an operator: a test harness copies what is given, and this fails. */
final class FailingSerializer<T> extends PlainSerializer<T> {

    static final String REASON = "the disk is full";

    @Override
    public T copy(T from) {
        throw new IllegalStateException(REASON);
    }

    @Override
    public T createInstance() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void serialize(T value, DataOutputView out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public T deserialize(DataInputView in) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this;
    }

    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        throw new UnsupportedOperationException();
    }
}
