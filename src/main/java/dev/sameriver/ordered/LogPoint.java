package dev.sameriver.ordered;

import dev.sameriver.log.Position;
import dev.sameriver.view.IsoTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * A point in the order of a key's changes: just behind one of them, or behind all up to a time.
 *
 * <p>As text, {@code 2026-03-01T10:00:00Z/movements/0/1/17/0} is the point behind what the event at
 * offset 17 of partition 1 of generation 0 of the log {@code movements} has changed at that time;
 * {@code 2026-03-01T10:00:00Z} is the one behind all changes of that time and before. Neither says
 * who derived the change: another version of a view that is made of the same logs has the same
 * points.
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
     * @param logs the names of logs, by number
     * @throws IllegalArgumentException if the text is no point, or names another log
     */
    static LogPoint parse(String text, List<String> logs) {
        String[] parts = text.split("/", -1);
        try {
            long time = Instant.parse(parts[0]).toEpochMilli();
            if (parts.length == 1) {
                return upTo(time);
            }
            if (parts.length == PARTS) {
                return new LogPoint(
                        time,
                        number(parts[1], logs),
                        Integer.parseInt(parts[2]),
                        Integer.parseInt(parts[3]),
                        Long.parseLong(parts[4]),
                        Integer.parseInt(parts[5]));
            }
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException(malformed(text), e);
        }
        throw new IllegalArgumentException(malformed(text));
    }

    private static int number(String log, List<String> logs) {
        int number = logs.indexOf(log);
        if (number < 0) {
            throw new IllegalArgumentException(
                    "the position is in log " + log + ", but the logs here are " + logs);
        }
        return number;
    }

    private static String malformed(String text) {
        return "a position is a time, or a time/log/generation/partition/offset/index, but is "
                + text;
    }

    /**
     * The point as text.
     *
     * @param logs the names of logs, by number
     */
    String text(List<String> logs) {
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
