package dev.sameriver.testkit;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/** The serialized form of a column's accumulator, comparable and shown in hexadecimal. */
final class AccumulatorBytes {

    private final byte[] bytes;

    private AccumulatorBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    static AccumulatorBytes of(Aggregation<?> column, Totals totals) {
        DataOutputSerializer out = new DataOutputSerializer(64);
        try {
            column.write(totals, out);
        } catch (IOException e) {
            throw new AssertionError("The accumulator of " + name(column) + " is not written.", e);
        }
        return new AccumulatorBytes(out.getCopyOfBuffer());
    }

    int length() {
        return bytes.length;
    }

    /** Reads the accumulator back, with other bytes behind it that are not its own. */
    Totals read(Aggregation<?> column) {
        byte[] followed = Arrays.copyOf(bytes, bytes.length + 8);
        Arrays.fill(followed, bytes.length, followed.length, (byte) 0x55);
        DataInputDeserializer in = new DataInputDeserializer(followed);
        Totals totals;
        try {
            totals = column.read(in);
        } catch (IOException e) {
            throw new AssertionError(
                    "The accumulator of " + name(column) + " is not read back from " + this, e);
        }
        if (in.getPosition() != bytes.length) {
            throw new AssertionError(
                    "The accumulator of %s was written as %d bytes but read from %d: %s"
                            .formatted(name(column), bytes.length, in.getPosition(), this));
        }
        return totals;
    }

    private static String name(Aggregation<?> column) {
        return column.columns().get(0).name();
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
