package dev.sameriver.jobs.accounts;

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
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.common.utils.Utils;

/**
 * What becomes of a file of requests before they are decided, written out: which are late, in which
 * order the others are, and which of them are sent again. It shares nothing with what it checks but
 * Kafka's hash.
 */
final class NaiveRequests {

    private static final int PARTITIONS = 4;
    private static final Duration DISORDER = Duration.ofMinutes(10);
    private static final Duration RETRIES = Duration.ofHours(1);

    /**
     * One attempt.
     *
     * @param cells of the line; the first is the request's id
     */
    record Attempt(Instant made, Instant sent, Instant arrived, int partition, String[] cells) {

        String id() {
            return cells[0];
        }
    }

    private int late;
    private int dead;
    private final List<Attempt> once = new ArrayList<>();

    /** Reads a file whose last columns are made, sent and arrived. */
    NaiveRequests(Path file) throws IOException {
        List<Attempt> attempts = read(file);
        Instant horizon = latest(attempts).minus(DISORDER);
        Set<String> done = new HashSet<>();
        for (Attempt attempt : judge(attempts)) {
            if (!attempt.sent().isBefore(horizon)) {
                continue;
            }
            if (attempt.sent().isAfter(attempt.made().plus(RETRIES))) {
                dead++;
            } else if (done.add(attempt.id())) {
                once.add(attempt);
            }
        }
    }

    /** The first attempt of each request, in order. */
    List<Attempt> once() {
        return once;
    }

    /** The line that a replay prints whose rows are these. */
    String line(List<String> rows) {
        return "final rows=%d late=%d dead=%d sha256=%s"
                .formatted(rows.size(), late, dead, sha256(rows.stream().sorted().toList()));
    }

    /** Those that count, in order of when they were sent; at equal times, in that of the log. */
    private List<Attempt> judge(List<Attempt> attempts) {
        Map<Integer, Instant> greatest = new HashMap<>();
        List<Attempt> counted = new ArrayList<>();
        for (Attempt attempt : attempts) {
            Instant before = greatest.getOrDefault(attempt.partition(), attempt.sent());
            if (attempt.sent().isBefore(before.minus(DISORDER))) {
                late++;
            } else {
                counted.add(attempt);
            }
            greatest.put(
                    attempt.partition(), before.isAfter(attempt.sent()) ? before : attempt.sent());
        }
        counted.sort(Comparator.comparing(Attempt::sent).thenComparing(Attempt::partition));
        return counted;
    }

    private static Instant latest(List<Attempt> attempts) {
        return attempts.stream().map(Attempt::sent).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static List<Attempt> read(Path file) throws IOException {
        List<Attempt> read = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",");
                int last = cells.length - 1;
                read.add(
                        new Attempt(
                                Instant.parse(cells[last - 2]),
                                Instant.parse(cells[last - 1]),
                                Instant.parse(cells[last]),
                                partition(cells[0]),
                                cells));
            }
        }
        read.sort(Comparator.comparing(Attempt::arrived));
        return read;
    }

    private static int partition(String id) {
        return (Utils.murmur2(id.getBytes(StandardCharsets.UTF_8)) & 0x7fffffff) % PARTITIONS;
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
