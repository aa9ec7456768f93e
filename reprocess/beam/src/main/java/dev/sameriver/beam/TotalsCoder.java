package dev.sameriver.beam;

import dev.sameriver.aggregate.Totals;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.beam.sdk.coders.CustomCoder;
import org.jspecify.annotations.Nullable;

/** The bytes of a view's totals, in the form that the aggregates themselves define. */
final class TotalsCoder extends CustomCoder<Totals> {

    private final ViewCode code;

    TotalsCoder(ViewCode code) {
        this.code = code;
    }

    @Override
    public void encode(Totals totals, OutputStream out) throws IOException {
        code.step().write(totals, out);
    }

    @Override
    public Totals decode(InputStream in) throws IOException {
        return code.step().read(in);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TotalsCoder coder && code.equals(coder.code);
    }

    @Override
    public int hashCode() {
        return Objects.hash(TotalsCoder.class, code);
    }
}
