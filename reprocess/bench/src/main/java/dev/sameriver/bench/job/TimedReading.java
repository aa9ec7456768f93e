package dev.sameriver.bench.job;

import java.io.IOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.java.tuple.Tuple3;
import org.jspecify.annotations.Nullable;

/** A Kafka value as key, time and value: Avro behind a header of ten bytes, with one schema. */
final class TimedReading extends AbstractDeserializationSchema<Tuple3<Long, Long, Long>> {

    private static final long serialVersionUID = 1L;

    private static final int HEADER = 10;

    private transient @Nullable BinaryDecoder decoder;

    TimedReading() {
        super(new TypeHint<>() {});
    }

    @Override
    public Tuple3<Long, Long, Long> deserialize(byte[] value) throws IOException {
        decoder = DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, decoder);
        return Tuple3.of(decoder.readLong(), decoder.readLong(), decoder.readLong());
    }
}
