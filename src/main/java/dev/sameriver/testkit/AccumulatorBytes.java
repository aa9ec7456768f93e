package dev.sameriver.testkit;

import dev.sameriver.aggregate.AggregateColumn;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/** The serialized form of an accumulator, comparable and shown in hexadecimal. */
final class AccumulatorBytes {

    private final byte[] bytes;

    private AccumulatorBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    static <A> AccumulatorBytes of(AggregateColumn<?, A> column, A accumulator) {
        DataOutputSerializer out = new DataOutputSerializer(64);
        try {
            column.write(accumulator, out);
        } catch (IOException e) {
            throw new AssertionError("The accumulator of " + column.name() + " is not written.", e);
        }
        return new AccumulatorBytes(out.getCopyOfBuffer());
    }

    /** Reads the accumulator back, with other bytes behind it that are not its own. */
    <A> A read(AggregateColumn<?, A> column) {
        byte[] followed = Arrays.copyOf(bytes, bytes.length + 8);
        Arrays.fill(followed, bytes.length, followed.length, (byte) 0x55);
        DataInputDeserializer in = new DataInputDeserializer(followed);
        A accumulator;
        try {
            accumulator = column.read(in);
        } catch (IOException e) {
            throw new AssertionError(
                    "The accumulator of " + column.name() + " is not read back from " + this, e);
        }
        if (in.getPosition() != bytes.length) {
            throw new AssertionError(
                    "The accumulator of %s was written as %d bytes but read from %d: %s"
                            .formatted(column.name(), bytes.length, in.getPosition(), this));
        }
        return accumulator;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccumulatorBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
