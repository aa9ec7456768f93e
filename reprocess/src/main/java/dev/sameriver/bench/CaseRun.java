package dev.sameriver.bench;

/**
 * What one run of a case gave.
 *
 * @param millis from the job's start to its end, without the start of the process
 * @param cpuMillis what the process spent on all cores in that time
 * @param rows how many rows came out
 * @param sum the sum of the hashes of all rows, over all columns
 * @param late how many events no window counted
 * @param checkpoints how many checkpoints were completed
 * @param checkpointBytes what was written in all of them
 * @param warmUpParts how often the process read a part of the events before
 * @param warmUpWholes how often it read all of them before
 */
public record CaseRun(
        long millis,
        long cpuMillis,
        long rows,
        long sum,
        long late,
        long checkpoints,
        long checkpointBytes,
        int warmUpParts,
        int warmUpWholes) {

    /** A run without late events and checkpoints. */
    public static CaseRun of(long millis, long cpuMillis, long rows, long sum) {
        return new CaseRun(millis, cpuMillis, rows, sum, 0, 0, 0, 0, 0);
    }

    /** The same behind a warm-up of so many runs. */
    public CaseRun behind(int parts, int wholes) {
        return new CaseRun(
                millis, cpuMillis, rows, sum, late, checkpoints, checkpointBytes, parts, wholes);
    }

    /** Whether both runs gave as many rows with the same hashes, and as many late events. */
    public boolean sameRows(CaseRun other) {
        return rows == other.rows && sum == other.sum && late == other.late;
    }
}
