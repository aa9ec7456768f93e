package dev.sameriver.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one way of the events cost.
 *
 * @param what is done
 * @param events that went through
 * @param bytes of the files that were read or, by what writes segments, written
 * @param millis from start to end
 * @param cpuMillis that this process spent on all cores meanwhile
 */
public record IngestFigure(String what, long events, long bytes, long millis, long cpuMillis) {

    /** The rows of a table, its head first. */
    public static List<List<String>> table(List<IngestFigure> figures) {
        List<List<String>> head =
                List.of(
                        List.of(
                                "what",
                                "events",
                                "MB",
                                "s",
                                "events/s",
                                "MB/s",
                                "cpu s",
                                "events/cpu s"));
        List<List<String>> table = new ArrayList<>(head);
        figures.forEach(figure -> table.add(figure.line()));
        return table;
    }

    private List<String> line() {
        return List.of(
                what,
                String.valueOf(events),
                number(bytes / 1e6),
                number(millis / 1e3),
                String.valueOf(perSecond(events, millis)),
                number(bytes / 1e3 / Math.max(1, millis)),
                number(cpuMillis / 1e3),
                String.valueOf(perSecond(events, cpuMillis)));
    }

    private static long perSecond(long count, long millis) {
        return count * 1000 / Math.max(1, millis);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
