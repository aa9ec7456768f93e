package dev.sameriver.bench;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs cases in turn, the systems of a comparison one after the other in each round, so that what
 * else the machine does meets all of them alike.
 *
 * @param directory where data sets are kept
 * @param events how many events a case has, or a share of them; see {@link BenchLoad}
 * @param latePercent how many of a hundred events are late; see {@link Dataset}
 * @param warmUpSeconds 0 or more: for how long each process runs the same job before, untimed, on a
 *     fifth of its events, and then on all if it is fast enough; 0 for a cold start
 * @param parallelism 1 or more
 * @param rounds how often each case runs, 1 or more
 * @param checkpoints how often streams make a checkpoint
 */
public record Bench(
        String directory,
        long events,
        int latePercent,
        int warmUpSeconds,
        int parallelism,
        int rounds,
        Duration checkpoints) {

    /** What part of the events a warm-up reads. */
    private static final long WARM_UP = 5;

    /**
     * Runs cases. One that fails, or gives other rows than the first one that it is compared with,
     * is told of and left out; if that is the first itself, so are those that it is compared with.
     *
     * @param process runs each
     * @param progress where each run is told of
     * @return of the cases that did not fail
     * @throws IOException if the data cannot be made
     */
    public List<CaseResult> run(List<BenchCase> cases, CaseProcess process, PrintStream progress)
            throws IOException, InterruptedException {
        List<CaseResult> results = new ArrayList<>();
        for (List<BenchCase> compared : comparisons(cases)) {
            compare(compared, process, progress)
                    .forEach((one, runs) -> results.add(CaseResult.of(one, runs)));
        }
        return results;
    }

    private static Iterable<List<BenchCase>> comparisons(List<BenchCase> cases) {
        return cases.stream()
                .collect(
                        groupingBy(
                                one -> List.of(one.name(), one.load()),
                                LinkedHashMap::new,
                                toList()))
                .values();
    }

    private Map<BenchCase, List<CaseRun>> compare(
            List<BenchCase> compared, CaseProcess process, PrintStream progress)
            throws IOException, InterruptedException {
        BenchCase first = compared.get(0);
        long count = first.load().events(events);
        Dataset data = made(first, count);
        Dataset warmUp = warmUpSeconds == 0 ? null : made(first, Math.max(1, count / WARM_UP));
        Map<BenchCase, List<CaseRun>> runs = new LinkedHashMap<>();
        compared.forEach(one -> runs.put(one, new ArrayList<>()));
        CaseRun expected = null;
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<BenchCase, List<CaseRun>> entry : List.copyOf(runs.entrySet())) {
                BenchCase one = entry.getKey();
                try {
                    CaseRun run =
                            process.run(one, data, warmUp, warmUpSeconds, parallelism, checkpoints);
                    tell(one, count, round, run, progress);
                    expected = expected == null ? run : expected;
                    requireSame(one, run, expected);
                    entry.getValue().add(run);
                } catch (IOException e) {
                    progress.println(e.getMessage());
                    if (one.equals(first)) {
                        return Map.of();
                    }
                    runs.remove(one);
                }
            }
        }
        return runs;
    }

    private static void tell(
            BenchCase benchCase, long count, int round, CaseRun run, PrintStream progress) {
        progress.printf(
                "%s, %d events, %s, %s, round %d: %d ms, %d rows, %d late, checksum %016x, %d"
                    + " checkpoints of %d bytes in all, warm-up runs: %d on a part and %d on all%n",
                benchCase.name(),
                count,
                benchCase.system(),
                benchCase.state(),
                round,
                run.millis(),
                run.rows(),
                run.late(),
                run.sum(),
                run.checkpoints(),
                run.checkpointBytes(),
                run.warmUpParts(),
                run.warmUpWholes());
    }

    private Dataset made(BenchCase benchCase, long count) throws IOException {
        Dataset data = benchCase.load().data(directory, benchCase.work(), count, latePercent);
        data.make();
        return data;
    }

    private static void requireSame(BenchCase benchCase, CaseRun run, CaseRun first)
            throws IOException {
        if (!run.sameRows(first)) {
            throw new IOException(
                    "All systems must give the same rows, but in %s %s gave %d rows, %d late events and checksum %016x, and the first run %d, %d and %016x."
                            .formatted(
                                    benchCase.name(),
                                    benchCase.system(),
                                    run.rows(),
                                    run.late(),
                                    run.sum(),
                                    first.rows(),
                                    first.late(),
                                    first.sum()));
        }
    }
}
