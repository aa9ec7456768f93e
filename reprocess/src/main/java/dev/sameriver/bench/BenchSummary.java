package dev.sameriver.bench;

import static dev.sameriver.bench.BenchSystem.SAMERIVER;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ratios of a bench at a glance: a line for each comparison, with how many times as long as
 * ours the other systems took, by medians, and whether that meets the target where there is one. Of
 * 16.1 s beside 1.8 s it says {@code 8.9x, 10x missed}.
 */
record BenchSummary(long events, List<CaseResult> results) {

    private static final List<BenchSystem> OTHERS =
            List.of(BenchSystem.values()).subList(1, BenchSystem.values().length);

    /** The rows of a table, its head first. */
    List<List<String>> table() {
        List<String> head = new ArrayList<>(List.of("case", "state", "events", "our events/s"));
        OTHERS.forEach(system -> head.add(system.toString()));
        List<List<String>> table = new ArrayList<>(List.of(head));
        for (CaseResult result : results) {
            if (result.benchCase().system() == SAMERIVER) {
                table.add(line(result));
            }
        }
        return table;
    }

    private List<String> line(CaseResult ours) {
        long count = ours.benchCase().load().events(events);
        List<String> line = new ArrayList<>();
        line.add(ours.benchCase().name());
        line.add(ours.benchCase().state());
        line.add(String.valueOf(count));
        line.add(String.valueOf(count * 1000 / Math.max(1, ours.millis())));
        for (BenchSystem system : OTHERS) {
            line.add(
                    results.stream()
                            .filter(other -> other.benchCase().system() == system)
                            .filter(other -> other.benchCase().isComparedWith(ours.benchCase()))
                            .findFirst()
                            .map(other -> ratio(other, ours))
                            .orElse(""));
        }
        return line;
    }

    private static String ratio(CaseResult other, CaseResult ours) {
        double ratio = (double) other.millis() / Math.max(1, ours.millis());
        double target = other.benchCase().target();
        String times = times(ratio);
        return target == 0
                ? times
                : times + ", " + times(target) + (ratio >= target ? " met" : " missed");
    }

    /** Two digits at least, as a ratio below 1 says little with one. */
    private static String times(double ratio) {
        String digits = ratio >= 10 ? "%.0fx" : ratio >= 1 ? "%.1fx" : "%.2fx";
        return String.format(Locale.ROOT, digits, ratio);
    }
}
