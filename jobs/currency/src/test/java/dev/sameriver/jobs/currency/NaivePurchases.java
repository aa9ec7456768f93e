package dev.sameriver.jobs.currency;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
 * The view's rules, written out over the files themselves. It shares nothing with what it checks
 * but Kafka's hash.
 */
final class NaivePurchases {

    private static final int PARTITIONS = 2;

    private record Line(Instant time, Instant received, String currency, String id, String value) {}

    private int late;
    private int dead;

    private NaivePurchases() {}

    /** The line that a replay of all purchases and rates must print. */
    static String line(Path purchases, Path rates) throws IOException {
        return new NaivePurchases().derive(purchases, rates);
    }

    private String derive(Path purchases, Path rates) throws IOException {
        List<Line> bought = read(purchases, 1, 2, 3, 0, 4);
        List<Line> published = read(rates, 0, 1, 2, 2, 3);
        Instant end = latest(bought).minus(Duration.ofHours(1));
        Instant endOfRates = latest(published).minus(Duration.ofDays(3));
        Instant horizon = end.isBefore(endOfRates) ? end : endOfRates;
        List<Line> known = judge(published, Duration.ofDays(3));
        List<String> lines = new ArrayList<>();
        for (Line purchase : judge(bought, Duration.ofHours(1))) {
            if (purchase.time().isBefore(horizon)) {
                lines.add(row(purchase, known));
            }
        }
        lines.sort(Comparator.naturalOrder());
        return "final rows=%d late=%d dead=%d sha256=%s"
                .formatted(lines.size(), late, dead, sha256(lines));
    }

    private static String row(Line purchase, List<Line> rates) {
        Line last = null;
        for (Line rate : rates) {
            boolean holds =
                    rate.currency().equals(purchase.currency())
                            && !rate.time().isAfter(purchase.time())
                            && (last == null || !rate.time().isBefore(last.time()));
            last = holds ? rate : last;
        }
        String start =
                String.join(
                        ",",
                        purchase.id(),
                        purchase.time().toString(),
                        purchase.currency(),
                        purchase.value());
        if (last == null) {
            return start + ",,";
        }
        BigDecimal euros =
                new BigDecimal(purchase.value())
                        .movePointLeft(2)
                        .divide(new BigDecimal(last.value()), 2, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros();
        return start + "," + Double.valueOf(last.value()) + "," + euros.toPlainString();
    }

    private List<Line> judge(List<Line> lines, Duration bound) {
        Map<Integer, Instant> greatest = new HashMap<>();
        List<Line> counted = new ArrayList<>();
        for (Line line : lines) {
            int partition = partition(line.currency());
            Instant before = greatest.getOrDefault(partition, Instant.MIN.plus(bound));
            if (line.currency().isEmpty()) {
                dead++;
            } else if (line.time().isBefore(before.minus(bound))) {
                late++;
            } else {
                counted.add(line);
            }
            greatest.merge(partition, line.time(), (a, b) -> a.isAfter(b) ? a : b);
        }
        return counted;
    }

    private static Instant latest(List<Line> lines) {
        return lines.stream().map(Line::time).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static List<Line> read(
            Path file, int time, int received, int currency, int id, int value) throws IOException {
        List<Line> read = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(file)),
                                StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",");
                read.add(
                        new Line(
                                Instant.parse(cells[time]),
                                Instant.parse(cells[received]),
                                cells[currency],
                                cells[id],
                                cells[value]));
            }
        }
        read.sort(Comparator.comparing(Line::received));
        return read;
    }

    /** Records without a key go to partition 0. */
    private static int partition(String currency) {
        return currency.isEmpty()
                ? 0
                : (Utils.murmur2(currency.getBytes(StandardCharsets.UTF_8)) & 0x7fffffff)
                        % PARTITIONS;
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
