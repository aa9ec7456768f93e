package dev.sameriver.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs cases in turn, the systems of a name one after the other in each round, so that what else
 * the machine does meets all of them alike.
 *
 * @param data what is read
 * @param warmUpEvents how many events each process reads by the same job before, untimed; 0 for
 *     none
 * @param parallelism 1 or more
 * @param rounds how often each case runs, 1 or more
 * @param javaOptions options of the cases' processes beside the usual ones
 */
public record Bench(
        Dataset data, long warmUpEvents, int parallelism, int rounds, List<String> javaOptions) {

    /**
     * Runs cases.
     *
     * @param progress where each run is told of
     * @throws IOException if a run fails, or gives other rows than the others of its name
     */
    public List<CaseResult> run(List<BenchCase> cases, PrintStream progress)
            throws IOException, InterruptedException {
        progress.printf("data: %s%n", data);
        Dataset warmUp = warmUpEvents == 0 ? null : data.first(warmUpEvents);
        data.make();
        if (warmUp != null) {
            warmUp.make();
        }
        CaseProcess process = new CaseProcess(Path.of(data.directory()), javaOptions);
        Map<BenchCase, List<CaseRun>> runs = new LinkedHashMap<>();
        Map<String, CaseRun> expected = new LinkedHashMap<>();
        for (String name : cases.stream().map(BenchCase::name).distinct().toList()) {
            for (int round = 1; round <= rounds; round++) {
                for (BenchCase benchCase : cases) {
                    if (benchCase.name().equals(name)) {
                        CaseRun run = process.run(benchCase, data, warmUp, parallelism);
                        check(benchCase, run, expected);
                        runs.computeIfAbsent(benchCase, any -> new ArrayList<>()).add(run);
                        progress.printf(
                                "%s, %s, round %d: %d ms, %d rows, checksum %016x%n",
                                name,
                                benchCase.system(),
                                round,
                                run.millis(),
                                run.rows(),
                                run.sum());
                    }
                }
            }
        }
        return runs.entrySet().stream()
                .map(entry -> CaseResult.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static void check(BenchCase benchCase, CaseRun run, Map<String, CaseRun> expected)
            throws IOException {
        CaseRun first = expected.computeIfAbsent(benchCase.name(), any -> run);
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
