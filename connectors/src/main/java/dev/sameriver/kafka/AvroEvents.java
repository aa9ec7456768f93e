package dev.sameriver.kafka;

import dev.sameriver.archive.SchemaStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
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
 * Avro's single-object encoding: bytes C3 01, the schema's fingerprint in 8 bytes, little-endian,
 * and the event in binary. For one thread.
 */
final class AvroEvents {

    private static final int HEADER = 10;

    /** Decodes by what was prepared of both schemas, instead of going through them each time. */
    private final GenericData prepared = new GenericData();

    private final SchemaStore schemas;
    private final Schema schema;
    private final Map<Long, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
    private final Map<Schema, Long> fingerprints = new IdentityHashMap<>();
    private @Nullable BinaryDecoder decoder;

    AvroEvents(SchemaStore schemas, Schema schema) {
        this.schemas = schemas;
        this.schema = schema;
        prepared.setFastReaderEnabled(true);
    }

    GenericRecord decode(byte[] value) throws UndecodableException, IOException {
        if (value.length < HEADER || value[0] != (byte) 0xc3 || value[1] != 1) {
            throw new UndecodableException("it is not Avro's single-object encoding");
        }
        long fingerprint = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        GenericDatumReader<GenericRecord> reader = reader(fingerprint);
        try {
            decoder =
                    DecoderFactory.get()
                            .binaryDecoder(value, HEADER, value.length - HEADER, decoder);
            GenericRecord event = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UndecodableException("it goes on behind the event");
            }
            return event;
        } catch (IOException | RuntimeException e) {
            throw new UndecodableException("it is not an event of its schema: " + e);
        } catch (OutOfMemoryError e) {
            // A damaged length asks for an array larger than the heap, which is not used up then.
            throw new UndecodableException("it claims a value that does not fit into memory");
        }
    }

    private GenericDatumReader<GenericRecord> reader(long fingerprint)
            throws UndecodableException, IOException {
        GenericDatumReader<GenericRecord> reader = readers.get(fingerprint);
        if (reader == null) {
            String hex = SchemaStore.hex(fingerprint);
            Schema written =
                    schemas.decide(hex)
                            .orElseThrow(
                                    () ->
                                            new UndecodableException(
                                                    "its schema is not known: fingerprint " + hex));
            reader = new GenericDatumReader<>(written, schema, prepared);
            readers.put(fingerprint, reader);
        }
        return reader;
    }

    byte[] encode(GenericRecord event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        long fingerprint =
                fingerprints.computeIfAbsent(event.getSchema(), SchemaStore::fingerprint64);
        ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        out.writeBytes(header.put((byte) 0xc3).put((byte) 1).putLong(fingerprint).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new GenericDatumWriter<GenericRecord>(event.getSchema()).write(event, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
