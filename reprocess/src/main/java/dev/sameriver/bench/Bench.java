package dev.sameriver.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs cases in turn, the systems of a name one after the other in each round, so that what else
 * the machine does meets all of them alike.
 *
 * @param directory where data sets are kept
 * @param events how many events a case has, or a share of them; see {@link BenchLoad}
 * @param warmUpSeconds for how long each process runs the same job before, untimed, on a fifth of
 *     its events, as often as they pass; 0 for a cold start
 * @param parallelism 1 or more
 * @param rounds how often each case runs, 1 or more
 * @param checkpoints how often streams make a checkpoint
 */
public record Bench(
        String directory,
        long events,
        int warmUpSeconds,
        int parallelism,
        int rounds,
        Duration checkpoints) {

    /** What part of the events a warm-up reads. */
    private static final long WARM_UP = 5;

    /**
     * Runs cases.
     *
     * @param process runs each
     * @param progress where each run is told of
     * @throws IOException if a run fails, or gives other rows than the others of its name
     */
    public List<CaseResult> run(List<BenchCase> cases, CaseProcess process, PrintStream progress)
            throws IOException, InterruptedException {
        Map<BenchCase, List<CaseRun>> runs = new LinkedHashMap<>();
        for (String name : cases.stream().map(BenchCase::name).distinct().toList()) {
            List<BenchCase> compared =
                    cases.stream().filter(benchCase -> benchCase.name().equals(name)).toList();
            BenchLoad load = compared.get(0).load();
            BenchWork work = compared.get(0).work();
            long count = load.events(events);
            Dataset data = load.data(directory, work, count);
            Dataset first =
                    warmUpSeconds == 0
                            ? null
                            : load.data(directory, work, Math.max(1, count / WARM_UP));
            data.make();
            if (first != null) {
                first.make();
            }
            CaseRun expected = null;
            for (int round = 1; round <= rounds; round++) {
                for (BenchCase benchCase : compared) {
                    CaseRun run =
                            process.run(
                                    benchCase,
                                    data,
                                    first,
                                    warmUpSeconds,
                                    parallelism,
                                    checkpoints);
                    progress.printf(
                            "%s, %s, %s, round %d: %d ms, %d rows, checksum %016x, %d checkpoints"
                                    + " of %d bytes in all%n",
                            name,
                            benchCase.system(),
                            benchCase.state(),
                            round,
                            run.millis(),
                            run.rows(),
                            run.sum(),
                            run.checkpoints(),
                            run.checkpointBytes());
                    expected = expected == null ? run : expected;
                    requireSame(benchCase, run, expected);
                    runs.computeIfAbsent(benchCase, any -> new ArrayList<>()).add(run);
                }
            }
        }
        return runs.entrySet().stream()
                .map(entry -> CaseResult.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void requireSame(BenchCase benchCase, CaseRun run, CaseRun first)
            throws IOException {
        if (!run.sameRows(first)) {
            throw new IOException(
                    "All systems must give the same rows, but in %s %s gave %d rows with checksum %016x, and the first run %d with %016x."
                            .formatted(
                                    benchCase.name(),
                                    benchCase.system(),
                                    run.rows(),
                                    run.sum(),
                                    first.rows(),
                                    first.sum()));
        }
    }
}
