package dev.sameriver.jobs.reads;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.common.utils.Utils;

/** A file's lines as a log has them: judged, and put in order. It shares Kafka's hash only. */
final class ArrivedLines {

    private static final Duration BOUND = Duration.ofMinutes(10);

    /**
     * A line of the log.
     *
     * @param clock of its partition before it
     */
    record Line(int partition, long offset, Instant time, Instant clock, String[] cells) {

        boolean isLate() {
            return time.isBefore(clock);
        }

        String cell(int index) {
            return cells[index];
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private Instant greatest = Instant.MIN.plus(BOUND);

    /**
     * @param time the column of the event time
     * @param arrived the column of the order
     * @param key the column that lines are partitioned by
     */
    ArrivedLines(Path file, int time, int arrived, int key, int partitions) throws IOException {
        List<String[]> all = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            in.readLine();
            in.lines().forEach(line -> all.add(line.split(",", -1)));
        }
        all.sort(Comparator.comparing(cells -> Instant.parse(cells[arrived])));
        Map<Integer, Instant> clocks = new HashMap<>();
        Map<Integer, Long> offsets = new HashMap<>();
        for (String[] cells : all) {
            int partition =
                    (Utils.murmur2(cells[key].getBytes(StandardCharsets.UTF_8)) & 0x7fffffff)
                            % partitions;
            Instant at = Instant.parse(cells[time]);
            Instant clock = clocks.getOrDefault(partition, Instant.MIN);
            long offset = offsets.merge(partition, 1L, Long::sum) - 1;
            lines.add(new Line(partition, offset, at, clock, cells));
            clocks.merge(partition, at.minus(BOUND), (a, b) -> a.isAfter(b) ? a : b);
            greatest = at.isAfter(greatest) ? at : greatest;
        }
        lines.sort(
                Comparator.comparing(Line::time)
                        .thenComparing(Line::partition)
                        .thenComparing(Line::offset));
    }

    /** All of them, in the order of event time. */
    List<Line> all() {
        return lines;
    }

    /** Those that count by themselves, in the order of event time. */
    List<Line> lines() {
        return lines.stream().filter(line -> !line.isLate()).toList();
    }

    int late() {
        return (int) lines.stream().filter(Line::isLate).count();
    }

    /** Up to where rows are final: an import ends with a heartbeat. */
    Instant horizon() {
        return greatest.minus(BOUND);
    }
}
