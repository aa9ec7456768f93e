package dev.sameriver.bench;

/**
 * What one run of a case gave.
 *
 * @param millis from the job's start to its end, without the start of the process
 * @param cpuMillis what the process spent on all cores in that time
 * @param rows how many rows came out
 * @param sum the sum of the hashes of all rows; see {@link Checksum}
 */
public record CaseRun(long millis, long cpuMillis, long rows, long sum) {

    /** Whether both runs gave as many rows with the same hashes. */
    public boolean sameRows(CaseRun other) {
        return rows == other.rows && sum == other.sum;
    }
}
