package dev.sameriver.beam;

import dev.sameriver.beam.Contribution.Behind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.SerializableCoder;

/** The bytes of a {@link Contribution}. */
final class ContributionCoder extends AtomicCoder<Contribution> {

    private static final Coder<Behind> BEHIND =
            NullableCoder.of(SerializableCoder.of(Behind.class));

    @Override
    public void encode(Contribution contribution, OutputStream out) throws IOException {
        ByteArrayCoder.of().encode(contribution.totals(), out);
        BigEndianLongCoder.of().encode(contribution.clock(), out);
        BEHIND.encode(contribution.behind(), out);
    }

    @Override
    public Contribution decode(InputStream in) throws IOException {
        return new Contribution(
                ByteArrayCoder.of().decode(in),
                BigEndianLongCoder.of().decode(in),
                BEHIND.decode(in));
    }
}
