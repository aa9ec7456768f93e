package dev.sameriver.jobs.reads;

import dev.sameriver.jobs.reads.ArrivedLines.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The view's rules, written out over the files themselves: each read looks through all changes of
 * its item. It shares nothing with what it checks.
 */
final class NaiveStock {

    private static final Duration MEMORY = Duration.ofHours(2);
    private static final Duration LEASE = Duration.ofDays(1);

    /** What readers are told. */
    enum Told {
        LEVELS,
        FREE,
        TURNOVER;

        String nothing() {
            return this == TURNOVER ? "," : "";
        }
    }

    /**
     * A change of an item, and where it stands in the log.
     *
     * @param told the cells that say it
     */
    record Changed(String item, Instant time, int offset, String told) {

        String position() {
            return time + "/movements/0/0/" + offset + "/0";
        }

        boolean isBehind(Position other) {
            return new Position(time, offset).isBehind(other);
        }
    }

    /** Where a reader stands. */
    record Position(Instant time, int offset) {

        boolean isBehind(Position other) {
            int order = time.compareTo(other.time());
            return order > 0 || (order == 0 && offset > other.offset());
        }

        static Position parse(String text) {
            String[] parts = text.split("/");
            return new Position(
                    Instant.parse(parts[0]),
                    parts.length == 1 ? Integer.MAX_VALUE : Integer.parseInt(parts[4]));
        }
    }

    private final List<Changed> changes = new ArrayList<>();
    private final List<Line> reads = new ArrayList<>();
    private final Instant horizon;
    private final Told told;
    private int late;
    private int dead;
    private int refused;

    /**
     * @param folder where {@link StockData} has written
     */
    NaiveStock(Path folder, Told told) throws IOException {
        this.told = told;
        ArrivedLines movements = new ArrivedLines(folder.resolve("movements.csv.gz"), 3, 4, 0, 1);
        ArrivedLines asked = new ArrivedLines(folder.resolve("reads.csv.gz"), 6, 7, 0, 2);
        late = asked.late();
        horizon =
                movements.horizon().isBefore(asked.horizon())
                        ? movements.horizon()
                        : asked.horizon();
        if (told == Told.TURNOVER) {
            addUp(movements.all());
        } else {
            late += movements.late();
            count(movements.lines());
        }
        Set<String> ids = new HashSet<>();
        for (Line read : asked.lines()) {
            if (read.time().isBefore(horizon) && ids.add(read.cell(0))) {
                reads.add(read);
            }
        }
    }

    private void count(List<Line> movements) {
        Map<String, Long> levels = new HashMap<>();
        for (Line movement : movements) {
            if (!movement.time().isBefore(horizon)) {
                continue;
            }
            Long free = free(movement);
            if (free == null) {
                dead++;
            } else if (told == Told.FREE || !isOnPaper(movement)) {
                String item = movement.cell(0);
                long level = levels.merge(item, free, Long::sum);
                changes.add(
                        new Changed(
                                item,
                                movement.time(),
                                (int) movement.offset(),
                                String.valueOf(level)));
            }
        }
    }

    /** Lists every window of every movement. */
    private void addUp(List<Line> movements) {
        Map<String, TreeMap<Instant, List<Line>>> windows = new TreeMap<>();
        for (Line movement : movements) {
            if (free(movement) == null) {
                dead++;
                continue;
            }
            boolean counts = false;
            for (long quarter = 0; quarter < 4; quarter++) {
                Instant end = quarterAfter(movement.time()).plusSeconds(quarter * 900);
                if (end.isAfter(movement.clock())) {
                    counts = true;
                    windows.computeIfAbsent(movement.cell(0), any -> new TreeMap<>())
                            .computeIfAbsent(end, any -> new ArrayList<>())
                            .add(movement);
                }
            }
            late += counts ? 0 : 1;
        }
        windows.forEach(
                (item, ofItem) ->
                        ofItem.forEach(
                                (end, counted) -> {
                                    if (!end.isAfter(horizon)) {
                                        changes.add(turnover(item, end, counted));
                                    }
                                }));
    }

    private static Instant quarterAfter(Instant time) {
        long quarter = 900_000;
        return Instant.ofEpochMilli((time.toEpochMilli() / quarter + 1) * quarter);
    }

    private static Changed turnover(String item, Instant end, List<Line> counted) {
        long pieces = 0;
        long last = 0;
        for (Line movement : counted) {
            Long free = free(movement);
            pieces += free == null ? 0 : free;
            last = Math.max(last, movement.offset());
        }
        return new Changed(item, end.minusMillis(1), (int) last, counted.size() + "," + pieces);
    }

    /** How many pieces are free more; null if the movement is none. */
    private static @Nullable Long free(Line movement) {
        long pieces = Long.parseLong(movement.cell(2));
        if (pieces < 1) {
            return null;
        }
        return switch (movement.cell(1)) {
            case "in", "release" -> pieces;
            case "out", "reserve" -> -pieces;
            default -> null;
        };
    }

    private static boolean isOnPaper(Line movement) {
        return List.of("reserve", "release").contains(movement.cell(1));
    }

    /** All changes of an item, in order. */
    List<Changed> changes(String item) {
        return changes.stream().filter(change -> change.item().equals(item)).toList();
    }

    /** What a read that counts is about. */
    String item(String id) {
        return read(id).cell(2);
    }

    /** The position that a read that counts names; empty if none. */
    String position(String id) {
        return read(id).cell(4);
    }

    private Line read(String id) {
        return reads.stream().filter(read -> read.cell(0).equals(id)).findFirst().orElseThrow();
    }

    /** Up to where rows are final. */
    Instant horizon() {
        return horizon;
    }

    /** How many reads are dead letters behind the first step. */
    int refused() {
        return refused;
    }

    /** The line that a replay must print. */
    String line() {
        List<String> rows = new ArrayList<>();
        for (Line read : reads) {
            List<Changed> of = changes(read.cell(2));
            List<Changed> before =
                    of.stream().filter(change -> !change.time().isAfter(read.time())).toList();
            Position from = read.cell(4).isEmpty() ? null : Position.parse(read.cell(4));
            if (read.cell(1).isEmpty() || isForgotten(read, from, before)) {
                refused++;
            } else if (!read.cell(3).equals("cancel")) {
                rows.addAll(answers(read, from, before, of));
            }
        }
        rows.sort(Comparator.naturalOrder());
        return "final rows=%d late=%d dead=%d sha256=%s"
                .formatted(rows.size(), late, dead, sha256(rows));
    }

    private static boolean isForgotten(Line read, @Nullable Position from, List<Changed> before) {
        Instant least = read.time().minus(MEMORY);
        return from != null
                && before.stream()
                        .anyMatch(change -> change.isBehind(from) && change.time().isBefore(least));
    }

    private List<String> answers(
            Line read, @Nullable Position from, List<Changed> before, List<Changed> all) {
        List<String> rows = new ArrayList<>();
        if (from == null) {
            Changed last = before.isEmpty() ? null : before.get(before.size() - 1);
            rows.add(row(read, 1, read.time(), last));
        } else {
            for (Changed change : before) {
                if (change.isBehind(from)) {
                    rows.add(row(read, rows.size() + 1, read.time(), change));
                }
            }
        }
        if (read.cell(3).equals("subscribe")) {
            Instant end = end(read);
            for (Changed change : all.subList(before.size(), all.size())) {
                boolean isBehind = from == null || change.isBehind(from);
                if (isBehind && !change.time().isAfter(end)) {
                    rows.add(row(read, rows.size() + 1, change.time(), change));
                }
            }
        }
        return rows;
    }

    /** The last moment of which a subscription is told changes. */
    private Instant end(Line subscription) {
        Instant end = subscription.time().plus(LEASE).minusMillis(1);
        for (Line read : reads) {
            boolean ends =
                    read.time().isAfter(subscription.time())
                            && read.time().isBefore(end)
                            && read.cell(1).equals(subscription.cell(1))
                            && read.cell(2).equals(subscription.cell(2))
                            && !read.cell(3).equals("point");
            if (ends && !isRefused(read)) {
                end = read.time();
            }
        }
        return end;
    }

    private boolean isRefused(Line read) {
        Position from = read.cell(4).isEmpty() ? null : Position.parse(read.cell(4));
        List<Changed> before =
                changes(read.cell(2)).stream()
                        .filter(change -> !change.time().isAfter(read.time()))
                        .toList();
        return isForgotten(read, from, before);
    }

    private String row(Line read, int number, Instant time, @Nullable Changed change) {
        return String.join(
                ",",
                read.cell(0),
                String.valueOf(number),
                time.toString(),
                read.cell(1),
                read.cell(2),
                change == null ? told.nothing() : change.told(),
                change == null ? read.time().toString() : change.position(),
                change == null ? "" : change.time().toString());
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
