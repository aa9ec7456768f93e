package dev.sameriver.bench;

import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.function.ToLongFunction;

/**
 * All runs of a case, and the medians.
 *
 * @param millis the median time
 * @param least the time of the fastest run, in milliseconds
 * @param greatest the time of the slowest run, in milliseconds
 * @param cpuMillis the median of what a run's process spent on all cores
 * @param checkpoints the median of how many checkpoints a run completed
 * @param checkpointBytes the median of what was written in all of a run's checkpoints
 */
public record CaseResult(
        BenchCase benchCase,
        long millis,
        long least,
        long greatest,
        long cpuMillis,
        long checkpoints,
        long checkpointBytes,
        List<CaseRun> runs) {

    /**
     * @param runs one or more
     */
    static CaseResult of(BenchCase benchCase, List<CaseRun> runs) {
        LongSummaryStatistics times = runs.stream().mapToLong(CaseRun::millis).summaryStatistics();
        return new CaseResult(
                benchCase,
                median(runs, CaseRun::millis),
                times.getMin(),
                times.getMax(),
                median(runs, CaseRun::cpuMillis),
                median(runs, CaseRun::checkpoints),
                median(runs, CaseRun::checkpointBytes),
                runs);
    }

    /** The rows that every run gave. */
    long rows() {
        return runs.get(0).rows();
    }

    /** How many events every run found late. */
    long late() {
        return runs.get(0).late();
    }

    /** The middle one; of an even number the mean of the two in the middle. */
    private static long median(List<CaseRun> runs, ToLongFunction<CaseRun> value) {
        long[] sorted = runs.stream().mapToLong(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
