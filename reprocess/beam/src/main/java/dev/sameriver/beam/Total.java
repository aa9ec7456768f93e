package dev.sameriver.beam;

import dev.sameriver.aggregate.Totals;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine;

/** Adds up the totals of a window's events by the view's aggregates; all as bytes. */
final class Total extends Combine.CombineFn<byte[], Totals, byte[]> {

    private static final long serialVersionUID = 1L;

    private final ViewCode code;

    Total(ViewCode code) {
        this.code = code;
    }

    @Override
    public Totals createAccumulator() {
        return code.step().aggregation().create();
    }

    @Override
    public Totals addInput(Totals total, byte[] event) {
        Step<?> step = code.step();
        try {
            step.aggregation().merge(total, step.totals(event));
            return total;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Totals mergeAccumulators(Iterable<Totals> parts) {
        Step<?> step = code.step();
        Totals total = step.aggregation().create();
        for (Totals part : parts) {
            step.aggregation().merge(total, part);
        }
        return total;
    }

    @Override
    public byte[] extractOutput(Totals total) {
        try {
            return code.step().bytes(total);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Coder<Totals> getAccumulatorCoder(CoderRegistry registry, Coder<byte[]> input) {
        return new TotalsCoder(code);
    }
}
