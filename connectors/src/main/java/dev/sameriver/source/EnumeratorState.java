package dev.sameriver.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * What a checkpoint keeps of the enumerator.
 *
 * @param partitions how many partitions became splits so far; 0 before the first plan
 * @param pending splits that no reader has yet
 */
public record EnumeratorState(int partitions, List<LogSplit> pending) {

    /** The state's versioned binary form. */
    static final class Serializer implements SimpleVersionedSerializer<EnumeratorState> {

        static final Serializer INSTANCE = new Serializer();

        private static final int VERSION = 1;

        private Serializer() {}

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(EnumeratorState state) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(state.partitions);
            out.writeInt(LogSplitSerializer.INSTANCE.getVersion());
            out.writeInt(state.pending.size());
            for (LogSplit split : state.pending) {
                byte[] serialized = LogSplitSerializer.INSTANCE.serialize(split);
                out.writeInt(serialized.length);
                out.write(serialized);
            }
            return bytes.toByteArray();
        }

        @Override
        public EnumeratorState deserialize(int version, byte[] serialized) throws IOException {
            if (version != VERSION) {
                throw new IOException(
                        "The enumerator's format must be "
                                + VERSION
                                + ", but the savepoint has "
                                + version
                                + ": restore it with the release that wrote it.");
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
            int partitions = in.readInt();
            int splitVersion = in.readInt();
            int count = in.readInt();
            List<LogSplit> pending = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                byte[] split = in.readNBytes(in.readInt());
                pending.add(LogSplitSerializer.INSTANCE.deserialize(splitVersion, split));
            }
            return new EnumeratorState(partitions, pending);
        }
    }
}
