package dev.sameriver.bench;

import static dev.sameriver.bench.BenchSystem.SAMERIVER;

import dev.sameriver.job.RunMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What is promised of our own rates with windows, by medians over the same events: as a stream at
 * least 80% of the rate in batch; and from windows of 600 s by 60 s to windows of 3600 s by 1 s, of
 * which an event is in 360 times as many, a rate that changes by at most 20%. A stream that takes
 * 2.0 s where the batch takes 1.5 s has 75%, and misses it.
 */
record BenchPromises(List<CaseResult> windows) {

    private static final double LEAST_OF_BATCH = 0.8;
    private static final double MOST_CHANGE = 0.2;

    private static final BenchWindow FEW_WINDOWS = BenchWindow.hopping(600, 60);
    private static final BenchWindow MANY_WINDOWS = BenchWindow.hopping(3600, 1);

    /** Those of results that are of windows. */
    static BenchPromises of(List<CaseResult> results) {
        return new BenchPromises(
                results.stream()
                        .filter(result -> result.benchCase().work() == BenchWork.WINDOWS)
                        .toList());
    }

    /** The rows of a table, its head first; only that if there is nothing to compare. */
    List<List<String>> table() {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("our rate in", "of that in", "is", "promised"));
        for (CaseResult result : windows) {
            BenchCase ours = result.benchCase();
            if (ours.mode() == RunMode.STREAMING) {
                compare(
                        result,
                        other ->
                                other.mode() == RunMode.BATCH
                                        && other.windows().equals(ours.windows()),
                        LEAST_OF_BATCH,
                        Double.POSITIVE_INFINITY,
                        table);
            }
            if (ours.windows().equals(MANY_WINDOWS)) {
                compare(
                        result,
                        other ->
                                other.windows().equals(FEW_WINDOWS)
                                        && other.mode() == ours.mode()
                                        && other.backend().equals(ours.backend()),
                        1 - MOST_CHANGE,
                        1 + MOST_CHANGE,
                        table);
            }
        }
        return table;
    }

    private void compare(
            CaseResult ours,
            Predicate<BenchCase> wanted,
            double least,
            double most,
            List<List<String>> table) {
        for (CaseResult other : windows) {
            if (ours.benchCase().system() == SAMERIVER
                    && other.benchCase().system() == SAMERIVER
                    && other.benchCase().load().equals(ours.benchCase().load())
                    && wanted.test(other.benchCase())) {
                double rate = (double) other.millis() / Math.max(1, ours.millis());
                String range = most < 2 ? percent(least) + " to " + percent(most) : percent(least);
                table.add(
                        List.of(
                                ours.benchCase().name(),
                                other.benchCase().name(),
                                percent(rate),
                                range + (rate >= least && rate <= most ? ", met" : ", missed")));
            }
        }
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * part);
    }
}
