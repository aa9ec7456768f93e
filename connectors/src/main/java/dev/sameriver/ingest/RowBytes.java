package dev.sameriver.ingest;

import dev.sameriver.archive.JavaStrings;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.RecordKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * A row as bytes to be sorted: order key, running number, then the row. The number makes every
 * record differ before its row begins, so that what is in the row plays no part in the order.
 */
final class RowBytes {

    private final RowMaker maker;
    private final Buffer buffer = new Buffer();
    private final GenericDatumWriter<GenericRecord> writer;
    private final GenericDatumReader<GenericRecord> reader;
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(buffer, null);
    private @Nullable BinaryDecoder decoder;

    RowBytes(Schema schema, RowMaker maker) {
        this.maker = maker;
        this.writer = new GenericDatumWriter<>(schema, GenericData.get());
        this.reader = new GenericDatumReader<>(schema, JavaStrings.in(schema), GenericData.get());
    }

    /** Starts a record. */
    void start(byte[] key, long number) throws IOException {
        buffer.reset();
        buffer.write(key);
        buffer.write(ByteBuffer.allocate(8).putLong(number).array());
    }

    /** Adds the row. */
    void write(Routed routed) throws IOException {
        int body = buffer.size();
        LogRow row = routed.row();
        encoder.writeInt(routed.partition());
        encoder.writeBoolean(row.kind() == RecordKind.DEAD);
        if (row.kind() == RecordKind.DEAD) {
            byte[] raw = row.raw();
            encoder.writeString(Objects.requireNonNull(row.reason()));
            encoder.writeBoolean(raw != null);
            encoder.writeBytes(raw == null ? new byte[0] : raw);
        } else {
            encoder.writeLong(row.time());
            writer.write(row.event(), encoder);
        }
        buffer.write(ByteBuffer.allocate(4).putInt(body).array());
    }

    byte[] array() {
        return buffer.array();
    }

    int length() {
        return buffer.size();
    }

    /** Reads a record back. */
    Routed read(byte[] record) throws IOException {
        int end = record.length - 4;
        int body = ByteBuffer.wrap(record).getInt(end);
        decoder = DecoderFactory.get().binaryDecoder(record, body, end - body, decoder);
        int partition = decoder.readInt();
        if (decoder.readBoolean()) {
            String reason = decoder.readString();
            boolean hasRaw = decoder.readBoolean();
            ByteBuffer bytes = decoder.readBytes(null);
            byte[] raw = new byte[bytes.remaining()];
            bytes.get(raw);
            return new Routed(partition, LogRow.dead(0, hasRaw ? raw : null, reason));
        }
        long time = decoder.readLong();
        return new Routed(partition, maker.event(time, reader.read(null, decoder)));
    }

    /** Lets its array be read without a copy. */
    private static final class Buffer extends ByteArrayOutputStream {

        byte[] array() {
            return buf;
        }
    }
}
