package dev.sameriver.bench.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a bench found, as a table. */
public record LiveReport(List<LiveRunResult> results) {

    /** The rows, the head first. */
    public List<List<String>> table() {
        List<List<String>> table = new ArrayList<>();
        table.add(
                List.of(
                        "system",
                        "events/s",
                        "p50 ms",
                        "p95 ms",
                        "p99 ms",
                        "max ms",
                        "cpu s",
                        "postgres cpu s",
                        "machine busy",
                        "by others"));
        results.forEach(result -> table.add(line(result)));
        return table;
    }

    private static List<String> line(LiveRunResult result) {
        return List.of(
                result.system().toString(),
                String.format(Locale.ROOT, "%.0f", result.rate()),
                String.valueOf(result.latency(0.5)),
                String.valueOf(result.latency(0.95)),
                String.valueOf(result.latency(0.99)),
                String.valueOf(result.latency(1)),
                seconds(result.cpu()),
                seconds(result.postgresCpu()),
                percent(result.busy()),
                percent(result.others()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }
}
