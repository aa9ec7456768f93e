package dev.sameriver.jobs.airportdelays;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.common.utils.Utils;

/**
 * The view's rules, written out over the file itself: flights in order of report, one clock a
 * partition, and for each flight every window that may hold it. It shares nothing with what it
 * checks but Kafka's hash.
 */
final class NaiveAirportDelays {

    private static final int PARTITIONS = 4;
    private static final Duration BOUND = Duration.ofHours(2);
    private static final Duration SIZE = Duration.ofHours(1);
    private static final Duration SLIDE = Duration.ofMinutes(15);

    private record Departure(Instant scheduled, Instant reported, long delay, String origin) {}

    private record Window(String origin, Instant end) {}

    private NaiveAirportDelays() {}

    /** The line that a replay over all flights must print. */
    static String line(Path flights) throws IOException {
        List<Departure> departures = read(flights);
        departures.sort(Comparator.comparing(Departure::reported));
        Instant[] greatest = new Instant[PARTITIONS];
        Instant latest = Instant.MIN;
        Map<Window, long[]> rows = new HashMap<>();
        long late = 0;
        for (Departure departure : departures) {
            int partition = partition(departure.origin());
            Instant before = greatest[partition];
            boolean counts = false;
            Instant end = floor(departure.scheduled()).plus(SLIDE);
            for (; !end.minus(SIZE).isAfter(departure.scheduled()); end = end.plus(SLIDE)) {
                if (before == null || end.isAfter(before.minus(BOUND))) {
                    counts = true;
                    Window window = new Window(departure.origin(), end);
                    add(rows.computeIfAbsent(window, any -> empty()), departure.delay());
                }
            }
            late += counts ? 0 : 1;
            greatest[partition] =
                    before == null || departure.scheduled().isAfter(before)
                            ? departure.scheduled()
                            : before;
            latest = latest.isAfter(departure.scheduled()) ? latest : departure.scheduled();
        }
        // The import ends with a heartbeat at the latest time in every partition.
        Instant horizon = latest.minus(BOUND);
        List<String> lines = new ArrayList<>();
        rows.forEach(
                (window, sums) -> {
                    if (!window.end().isAfter(horizon)) {
                        lines.add(
                                "%s,%s,%s,%d,%d,%d,%d"
                                        .formatted(
                                                window.origin(),
                                                window.end().minus(SIZE),
                                                window.end(),
                                                sums[0],
                                                sums[1],
                                                sums[2],
                                                sums[3]));
                    }
                });
        lines.sort(Comparator.naturalOrder());
        return "final rows=%d late=%d dead=0 sha256=%s"
                .formatted(lines.size(), late, sha256(lines));
    }

    private static List<Departure> read(Path flights) throws IOException {
        List<Departure> departures = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(flights)),
                                StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",");
                departures.add(
                        new Departure(
                                Instant.parse(cells[0].replace("Z", ":00Z")),
                                Instant.parse(cells[1].replace("Z", ":00Z")),
                                Long.parseLong(cells[2]),
                                cells[4]));
            }
        }
        return departures;
    }

    private static long[] empty() {
        return new long[] {0, 0, 0, Long.MIN_VALUE};
    }

    private static void add(long[] sums, long delay) {
        sums[0]++;
        sums[1] += delay > 15 ? 1 : 0;
        sums[2] += Math.max(0, delay);
        sums[3] = Math.max(sums[3], delay);
    }

    private static Instant floor(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond() / 900 * 900);
    }

    private static int partition(String origin) {
        return (Utils.murmur2(origin.getBytes(StandardCharsets.UTF_8)) & 0x7fffffff) % PARTITIONS;
    }

    private static String sha256(List<String> lines) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String line : lines) {
                digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
