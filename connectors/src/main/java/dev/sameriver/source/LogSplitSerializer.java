package dev.sameriver.source;

import dev.sameriver.log.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The versioned binary form of splits, in checkpoints and on the way to readers. */
final class LogSplitSerializer implements SimpleVersionedSerializer<LogSplit> {

    static final LogSplitSerializer INSTANCE = new LogSplitSerializer();

    private static final int VERSION = 1;

    private LogSplitSerializer() {}

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(LogSplit split) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(split.id());
        write(split.position(), out);
        out.writeLong(split.greatest());
        Position end = split.end();
        out.writeBoolean(end != null);
        if (end != null) {
            write(end, out);
        }
        out.writeBoolean(split.unborn());
        return bytes.toByteArray();
    }

    @Override
    public LogSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException(
                    "A split's format must be "
                            + VERSION
                            + ", but the savepoint has "
                            + version
                            + ": restore it with the release that wrote it.");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
        return new LogSplit(
                in.readUTF(),
                read(in),
                in.readLong(),
                in.readBoolean() ? read(in) : null,
                in.readBoolean());
    }

    private static void write(Position position, DataOutputStream out) throws IOException {
        out.writeInt(position.generation());
        out.writeInt(position.partition());
        out.writeLong(position.offset());
    }

    private static Position read(DataInputStream in) throws IOException {
        return new Position(in.readInt(), in.readInt(), in.readLong());
    }
}
