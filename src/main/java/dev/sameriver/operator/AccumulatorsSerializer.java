package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;

/**
 * Serializes {@link Totals}: how many bytes their accumulators take, and those bytes.
 *
 * <p>A state backend on the heap reads a savepoint before it knows the view. It reads through a
 * serializer without an aggregation, which keeps the bytes <em>sealed</em>: totals of one object, a
 * {@link Sealed}. {@link #unseal} gives the accumulators once they are needed.
 */
final class AccumulatorsSerializer extends PlainSerializer<Totals> {

    private final @Nullable Aggregation<?> aggregation;
    private final String[] formats;

    private transient @Nullable DataOutputSerializer buffer;

    AccumulatorsSerializer(Aggregation<?> aggregation) {
        this(aggregation, aggregation.formats());
    }

    private AccumulatorsSerializer(@Nullable Aggregation<?> aggregation, String[] formats) {
        this.aggregation = aggregation;
        this.formats = formats;
    }

    /** A serializer that keeps accumulators sealed. */
    static AccumulatorsSerializer sealing(String[] formats) {
        return new AccumulatorsSerializer(null, formats);
    }

    /** The accumulators that were read, be they sealed or not. */
    static Totals unseal(Totals held, Aggregation<?> aggregation) throws IOException {
        byte[] sealed = sealed(held);
        return sealed == null ? held : aggregation.read(new DataInputDeserializer(sealed));
    }

    @Override
    public TypeSerializer<Totals> duplicate() {
        if (aggregation == null) {
            return sealing(formats);
        }
        try {
            return new AccumulatorsSerializer(
                    InstantiationUtil.clone(
                            aggregation, Thread.currentThread().getContextClassLoader()));
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("an aggregation that cannot be cloned", e);
        }
    }

    @Override
    public Totals createInstance() {
        return known().create();
    }

    @Override
    public Totals copy(Totals from) {
        return sealed(from) == null ? known().copy(from) : from;
    }

    @Override
    public void serialize(Totals accumulators, DataOutputView out) throws IOException {
        byte[] sealed = sealed(accumulators);
        if (sealed != null) {
            out.writeInt(sealed.length);
            out.write(sealed);
            return;
        }
        DataOutputSerializer bytes = buffer();
        known().write(accumulators, bytes);
        out.writeInt(bytes.length());
        out.write(bytes.getSharedBuffer(), 0, bytes.length());
    }

    @Override
    public Totals deserialize(DataInputView in) throws IOException {
        int length = in.readInt();
        if (aggregation != null) {
            return aggregation.read(in);
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new Totals(new long[0], new Object[] {new Sealed(bytes)});
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccumulatorsSerializer that && Arrays.equals(formats, that.formats);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(formats);
    }

    @Override
    public TypeSerializerSnapshot<Totals> snapshotConfiguration() {
        return new AccumulatorsSnapshot(this, formats);
    }

    private Aggregation<?> known() {
        if (aggregation == null) {
            throw new IllegalStateException("sealed accumulators can only be read and written");
        }
        return aggregation;
    }

    private DataOutputSerializer buffer() {
        if (buffer == null) {
            buffer = new DataOutputSerializer(64);
        }
        buffer.clear();
        return buffer;
    }

    private static byte @Nullable [] sealed(Totals accumulators) {
        Object[] objects = accumulators.objects();
        return objects.length == 1 && objects[0] instanceof Sealed sealed ? sealed.bytes : null;
    }

    /** The bytes of accumulators whose aggregation is not known yet; they are never changed. */
    private static final class Sealed {
        private final byte[] bytes;

        Sealed(byte[] bytes) {
            this.bytes = bytes;
        }
    }
}
