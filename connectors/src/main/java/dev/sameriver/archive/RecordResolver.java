package dev.sameriver.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * Turns records of one schema into records of another by Avro's own resolving decoder, so that
 * renamed, missing and widened columns follow Avro's rules to the letter. For one thread.
 */
public final class RecordResolver {

    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final GenericDatumWriter<GenericRecord> writer;
    private final GenericDatumReader<GenericRecord> reader;
    private @Nullable BinaryEncoder encoder;
    private @Nullable BinaryDecoder decoder;

    public RecordResolver(Schema from, Schema to) {
        this.writer = new GenericDatumWriter<>(from, GenericData.get());
        this.reader = new GenericDatumReader<>(from, to, GenericData.get());
    }

    /**
     * The record in the other schema.
     *
     * @throws org.apache.avro.AvroTypeException if the schemas do not resolve
     */
    public GenericRecord resolve(GenericRecord record) {
        try {
            buffer.reset();
            encoder = EncoderFactory.get().directBinaryEncoder(buffer, encoder);
            writer.write(record, encoder);
            encoder.flush();
            decoder = DecoderFactory.get().binaryDecoder(buffer.toByteArray(), decoder);
            return reader.read(null, decoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
