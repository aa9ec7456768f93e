package dev.sameriver.compare;

import dev.sameriver.connect.Settings;
import dev.sameriver.run.Derivation;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Predicate;

/** The final rows that a view's log gives. */
record DerivedRows(Derivation derivation, PrintStream err) implements RowSource {

    static DerivedRows of(
            Side.Code code, Settings settings, CompareOptions options, PrintStream err) {
        RunOptions run = RunOptions.finalRows(options.from(), options.to(), options.keys());
        return new DerivedRows(
                Derivation.plan(code.view(), settings, code.target(), run, options.parallelism()),
                err);
    }

    @Override
    public RowSchema schema() {
        return derivation.rows().schema();
    }

    @Override
    public long end() {
        return derivation.horizon();
    }

    @Override
    public void read(Range range, Taker taker) throws Exception {
        Predicate<ViewRow> isIn = RowTimes.in(range, schema());
        Derivation.Take rows =
                new Derivation.Take(
                        derivation.rows().rows(),
                        row -> {
                            if (isIn.test(row)) {
                                take(taker, row);
                            }
                        });
        derivation.run(List.of(rows), err);
    }

    static void take(Taker taker, ViewRow row) {
        try {
            taker.take(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
