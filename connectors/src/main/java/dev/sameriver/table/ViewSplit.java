package dev.sameriver.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A view's rows behind a key.
 *
 * @param after the key of the last row that was read, as texts; empty before the first
 */
record ViewSplit(List<String> after) implements SourceSplit {

    @Override
    public String splitId() {
        return "rows";
    }

    /** The split's versioned binary form. */
    static final class Serializer implements SimpleVersionedSerializer<ViewSplit> {

        static final Serializer INSTANCE = new Serializer();

        private static final int VERSION = 1;

        private Serializer() {}

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(ViewSplit split) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(split.after.size());
            for (String text : split.after) {
                out.writeUTF(text);
            }
            return bytes.toByteArray();
        }

        @Override
        public ViewSplit deserialize(int version, byte[] serialized) throws IOException {
            if (version != VERSION) {
                throw new IOException("a view's split of an unknown version: " + version);
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
            int size = in.readInt();
            List<String> after = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                after.add(in.readUTF());
            }
            return new ViewSplit(after);
        }
    }
}
