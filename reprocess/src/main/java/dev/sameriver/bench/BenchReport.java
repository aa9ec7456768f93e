package dev.sameriver.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a bench found.
 *
 * @param machine processors and Java
 * @param command what to type to run it again
 */
public record BenchReport(
        String machine,
        String command,
        long events,
        int latePercent,
        int warmUpSeconds,
        int parallelism,
        int rounds,
        List<CaseResult> results) {

    /** Reports a bench on this machine. */
    public static BenchReport of(Bench bench, String command, List<CaseResult> results) {
        return new BenchReport(
                "%d processors, Java %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("java.version")),
                command,
                bench.events(),
                bench.latePercent(),
                bench.warmUpSeconds(),
                bench.parallelism(),
                bench.rounds(),
                results);
    }

    /** The rows of a table, its head first. Ratios are to the first system of a comparison. */
    public List<List<String>> table() {
        List<List<String>> table = new ArrayList<>();
        table.add(
                List.of(
                        "case",
                        "derives",
                        "state",
                        "system",
                        "events",
                        "rows",
                        "late",
                        "median s",
                        "min s",
                        "max s",
                        "events/s",
                        "cpu s",
                        "ratio",
                        "cpu ratio",
                        "target",
                        "checkpoints",
                        "MB in them"));
        for (CaseResult result : results) {
            table.add(line(result, first(result)));
        }
        return table;
    }

    /** The rows of a table of ratios and targets, its head first. */
    public List<List<String>> summary() {
        return new BenchSummary(events, results).table();
    }

    /** The rows of a table of what is promised of our own rates, its head first. */
    public List<List<String>> promises() {
        return BenchPromises.of(results).table();
    }

    /** Writes all of it, with every run, as JSON. */
    public void write(Path file) throws IOException {
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(file.toFile(), this);
    }

    private CaseResult first(CaseResult of) {
        return results.stream()
                .filter(result -> result.benchCase().isComparedWith(of.benchCase()))
                .findFirst()
                .orElse(of);
    }

    private List<String> line(CaseResult result, CaseResult first) {
        BenchCase benchCase = result.benchCase();
        long count = benchCase.load().events(events);
        boolean other = !result.equals(first);
        return List.of(
                benchCase.name(),
                benchCase.derives(),
                benchCase.state(),
                benchCase.system().toString(),
                String.valueOf(count),
                String.valueOf(result.rows()),
                result.late() > 0 ? String.valueOf(result.late()) : "",
                seconds(result.millis()),
                seconds(result.least()),
                seconds(result.greatest()),
                String.valueOf(count * 1000 / Math.max(1, result.millis())),
                seconds(result.cpuMillis()),
                other ? ratio(result.millis(), first.millis()) : "",
                other ? ratio(result.cpuMillis(), first.cpuMillis()) : "",
                other && benchCase.target() > 0 ? benchCase.target() + "x" : "",
                result.checkpoints() > 0 ? String.valueOf(result.checkpoints()) : "",
                result.checkpoints() > 0 ? megabytes(result.checkpointBytes()) : "");
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    }

    private static String ratio(long millis, long of) {
        return String.format(Locale.ROOT, "%.1fx", (double) millis / Math.max(1, of));
    }
}
