package dev.sameriver.bench.live;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one run of a system gave.
 *
 * @param rate events a second that were appended
 * @param latencies of each watched event, in milliseconds, sorted
 * @param settled how long after the last event all rows were final
 * @param cpu of the system's process, from the first event until all rows were final
 * @param postgresCpu of the server's processes in the same time
 * @param busy the share of the machine's cores that was in use while events were appended
 * @param others the part of it that was used by processes which have no part in the bench
 * @param digest of the final rows
 */
public record LiveRunResult(
        LiveSystem system,
        double rate,
        long[] latencies,
        Duration settled,
        Duration cpu,
        Duration postgresCpu,
        double busy,
        double others,
        String digest) {

    /** All runs of one system as if they were one; CPU is that of one run on average. */
    static LiveRunResult merged(List<LiveRunResult> runs) {
        LiveRunResult first = runs.get(0);
        return new LiveRunResult(
                first.system,
                runs.stream().mapToDouble(LiveRunResult::rate).average().orElse(0),
                runs.stream().flatMapToLong(run -> Arrays.stream(run.latencies)).sorted().toArray(),
                mean(runs.stream().map(LiveRunResult::settled)),
                mean(runs.stream().map(LiveRunResult::cpu)),
                mean(runs.stream().map(LiveRunResult::postgresCpu)),
                runs.stream().mapToDouble(LiveRunResult::busy).average().orElse(0),
                runs.stream().mapToDouble(LiveRunResult::others).average().orElse(0),
                first.digest);
    }

    /**
     * The latency that a share of the events has at most, in milliseconds.
     *
     * @param share above 0 and up to 1
     */
    public long latency(double share) {
        return latencies[(int) Math.ceil(share * latencies.length) - 1];
    }

    private static Duration mean(Stream<Duration> durations) {
        return Duration.ofMillis(
                (long) durations.mapToLong(Duration::toMillis).average().orElse(0));
    }
}
