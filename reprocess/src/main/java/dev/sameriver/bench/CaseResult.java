package dev.sameriver.bench;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * All runs of a case, and the medians.
 *
 * @param millis the median time
 * @param cpuMillis the median of what a run's process spent on all cores
 */
public record CaseResult(BenchCase benchCase, long millis, long cpuMillis, List<CaseRun> runs) {

    /**
     * @param runs one or more
     */
    static CaseResult of(BenchCase benchCase, List<CaseRun> runs) {
        return new CaseResult(
                benchCase, median(runs, CaseRun::millis), median(runs, CaseRun::cpuMillis), runs);
    }

    /** The rows that every run gave. */
    long rows() {
        return runs.get(0).rows();
    }

    /** The middle one; of an even number the lesser of the two in the middle. */
    private static long median(List<CaseRun> runs, ToLongFunction<CaseRun> value) {
        return runs.stream()
                .mapToLong(value)
                .sorted()
                .skip((runs.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }
}
