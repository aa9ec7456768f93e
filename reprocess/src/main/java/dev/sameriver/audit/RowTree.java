package dev.sameriver.audit;

import dev.sameriver.connect.ExternalSorter.Sorted;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a view's final rows: days, in them the hours in which windows end, in an hour sixteen
 * parts of the keys, and in a part its rows. How deep a tree is told does not change its hashes.
 */
final class RowTree {

    /** How much of a tree is told. */
    enum Depth {
        /** Days and hours. */
        HOURS,
        /** Parts too, and of a tree with few rows these. */
        ROWS
    }

    /** Of a tree with no more rows than this, rows are told. */
    static final long FEW_ROWS = 10_000;

    static final String NAME = "rows";

    private static final String DAY = "windows that end on ";
    private static final String HOUR = "hour ";
    private static final long HOURS_A_DAY = 24;
    private static final long SECONDS_AN_HOUR = 3_600;

    private final boolean tellsParts;
    private final boolean tellsRows;
    private final List<HashNode> days = new ArrayList<>();
    private final List<HashNode> hours = new ArrayList<>();
    private final List<HashNode> parts = new ArrayList<>();
    private final List<HashNode> leaves = new ArrayList<>();

    private RowTree(boolean tellsParts, boolean tellsRows) {
        this.tellsParts = tellsParts;
        this.tellsRows = tellsRows;
    }

    /**
     * The tree of rows.
     *
     * @param entries as {@link RowEntry} encodes them
     * @param rows how many they are
     */
    static HashNode of(Sorted entries, long rows, Depth depth) throws IOException {
        boolean deep = depth == Depth.ROWS;
        RowTree tree = new RowTree(deep, deep && rows <= FEW_ROWS);
        RowEntry before = null;
        for (byte[] next = entries.next(); next != null; next = entries.next()) {
            RowEntry entry = RowEntry.decode(next);
            tree.close(before, entry);
            tree.leaves.add(HashNode.leaf(entry.name(), 1, HashNode.hashOf(entry.line())));
            before = entry;
        }
        tree.close(before, null);
        return HashNode.of(NAME, tree.days);
    }

    /** Closes what ends between two rows. */
    private void close(@Nullable RowEntry last, @Nullable RowEntry next) {
        if (last == null) {
            return;
        }
        boolean sameHour = next != null && next.hour() == last.hour();
        boolean sameDay = next != null && day(next) == day(last);
        if (sameHour && next != null && next.part() == last.part()) {
            return;
        }
        String part = "keys of part " + Integer.toHexString(last.part()) + " of 0 to f";
        parts.add(told(HashNode.of(part, leaves), tellsRows));
        leaves.clear();
        if (!sameHour) {
            Instant hour = Instant.ofEpochSecond(last.hour() * SECONDS_AN_HOUR);
            hours.add(told(HashNode.of(HOUR + hour, parts), tellsParts));
            parts.clear();
        }
        if (!sameDay) {
            days.add(HashNode.of(DAY + LocalDate.ofEpochDay(day(last)), hours));
            hours.clear();
        }
    }

    /**
     * When the windows end that lie between two differences, as instants [from, to).
     *
     * @param differences of two trees of rows, one or more, in order
     */
    static List<Instant> span(List<HashDifference> differences) {
        Instant from = Instant.MAX;
        Instant to = Instant.MIN;
        for (HashDifference difference : differences) {
            String name = difference.path().get(difference.path().size() - 1);
            boolean isDay = name.startsWith(DAY);
            Instant start =
                    isDay
                            ? LocalDate.parse(name.substring(DAY.length()))
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()
                            : Instant.parse(name.substring(HOUR.length()));
            Instant end = start.plus(isDay ? HOURS_A_DAY : 1, ChronoUnit.HOURS);
            from = start.isBefore(from) ? start : from;
            to = end.isAfter(to) ? end : to;
        }
        return List.of(from, to);
    }

    private static HashNode told(HashNode node, boolean tells) {
        return tells ? node : node.alone();
    }

    private static long day(RowEntry entry) {
        return Math.floorDiv(entry.hour(), HOURS_A_DAY);
    }
}
