package dev.sameriver.ordered;

import dev.sameriver.log.Position;
import dev.sameriver.view.IsoTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SortedMap;

/**
 * A point in the order of a key's changes: just behind one of them, or behind all up to a time.
 *
 * <p>As text, {@code 2026-03-01T10:00:00Z/movements/0/1/17/0} is the point behind what the event at
 * offset 17 of partition 1 of generation 0 of the log {@code movements} has changed at that time;
 * {@code 2026-03-01T10:00:00Z} is the one behind all changes of that time and before. A log that
 * the changes are made of twice is {@code movements} where it was opened first, and then {@code
 * movements#2}. Neither says who derived the change: another version of a view has the same point
 * for an event if it gives the event's changes at the same event time, and as many of them.
 *
 * @param time event time of the change, in milliseconds since 1970-01-01T00:00Z
 * @param log its number; {@link Integer#MAX_VALUE} behind all of a time
 * @param index which of the changes that its event made of the key, from 0 on
 */
public record LogPoint(long time, int log, int generation, int partition, long offset, int index)
        implements Comparable<LogPoint> {

    private static final int ALL = Integer.MAX_VALUE;

    private static final int PARTS = 6;

    /** The point behind all changes up to a time, with that time. */
    static LogPoint upTo(long time) {
        return new LogPoint(time, ALL, 0, 0, 0, 0);
    }

    /** The point behind a change. */
    static LogPoint of(Change change) {
        OrderedEvent<?> event = change.event();
        return new LogPoint(
                event.time,
                event.log,
                event.generation,
                event.partition,
                event.offset,
                change.index());
    }

    /**
     * Reads what {@link #text} gives.
     *
     * @param logs the names of the logs of changes, by number
     * @throws IllegalArgumentException if the text is no point, or names another log
     */
    static LogPoint parse(String text, SortedMap<Integer, String> logs) {
        String[] parts = text.split("/", -1);
        if (parts.length != 1 && parts.length != PARTS) {
            throw new IllegalArgumentException(malformed(text));
        }
        try {
            long time = millis(parts[0]);
            return parts.length == 1
                    ? upTo(time)
                    : new LogPoint(
                            time,
                            number(parts[1], logs),
                            notNegative(Integer.parseInt(parts[2])),
                            notNegative(Integer.parseInt(parts[3])),
                            notNegative(Long.parseLong(parts[4])),
                            notNegative(Integer.parseInt(parts[5])));
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(malformed(text), e);
        }
    }

    /**
     * @throws ArithmeticException if there are too many of them
     * @throws DateTimeException if the text is no time in whole milliseconds
     */
    private static long millis(String text) {
        Instant time = Instant.parse(text);
        if (!time.equals(time.truncatedTo(ChronoUnit.MILLIS))) {
            throw new DateTimeException("less than a millisecond: " + text);
        }
        return time.toEpochMilli();
    }

    private static int notNegative(int part) {
        return (int) notNegative((long) part);
    }

    private static long notNegative(long part) {
        if (part < 0) {
            throw new NumberFormatException("below zero: " + part);
        }
        return part;
    }

    private static int number(String log, SortedMap<Integer, String> logs) {
        for (Map.Entry<Integer, String> named : logs.entrySet()) {
            if (named.getValue().equals(log)) {
                return named.getKey();
            }
        }
        throw new IllegalArgumentException(
                "the position is in log "
                        + log
                        + ", but the logs of the changes are "
                        + logs.values());
    }

    private static String malformed(String text) {
        return "a position is a time in whole milliseconds, or a"
                + " time/log/generation/partition/offset/index, but is "
                + text;
    }

    /**
     * The point as text.
     *
     * @param logs the names of the logs of changes, by number
     */
    String text(SortedMap<Integer, String> logs) {
        String at = IsoTime.of(time);
        return log == ALL
                ? at
                : String.join(
                        "/",
                        at,
                        logs.get(log),
                        new Position(generation, partition, offset).toString(),
                        String.valueOf(index));
    }

    @Override
    public int compareTo(LogPoint other) {
        int order = Long.compare(time, other.time);
        order = order != 0 ? order : Integer.compare(log, other.log);
        if (order == 0) {
            order =
                    Position.compare(
                            generation,
                            partition,
                            offset,
                            other.generation,
                            other.partition,
                            other.offset);
        }
        return order != 0 ? order : Integer.compare(index, other.index);
    }
}
