package dev.sameriver.operator;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Names an entry of a key's window state: a slice, and the first window that counts what the entry
 * adds up ({@link Partial#ALL_WINDOWS} but for events that missed some windows).
 */
record SliceKey(long slice, long first) {

    /** Sixteen bytes, whose unsigned order is that of slices. */
    static final class Serializer extends TypeSerializerSingleton<SliceKey> {

        static final Serializer INSTANCE = new Serializer();

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public SliceKey createInstance() {
            return new SliceKey(0, 0);
        }

        @Override
        public SliceKey copy(SliceKey from) {
            return from;
        }

        @Override
        public SliceKey copy(SliceKey from, SliceKey reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return 16;
        }

        @Override
        public void serialize(SliceKey key, DataOutputView out) throws IOException {
            out.writeLong(key.slice ^ Long.MIN_VALUE);
            out.writeLong(key.first ^ Long.MIN_VALUE);
        }

        @Override
        public SliceKey deserialize(DataInputView in) throws IOException {
            return new SliceKey(in.readLong() ^ Long.MIN_VALUE, in.readLong() ^ Long.MIN_VALUE);
        }

        @Override
        public SliceKey deserialize(SliceKey reuse, DataInputView in) throws IOException {
            return deserialize(in);
        }

        @Override
        public void copy(DataInputView in, DataOutputView out) throws IOException {
            out.write(in, 16);
        }

        @Override
        public TypeSerializerSnapshot<SliceKey> snapshotConfiguration() {
            return new Snapshot();
        }

        /** What a savepoint remembers of this serializer. */
        public static final class Snapshot extends SimpleTypeSerializerSnapshot<SliceKey> {
            public Snapshot() {
                super(() -> INSTANCE);
            }
        }
    }
}
