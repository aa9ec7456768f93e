package dev.sameriver.registry;

import dev.sameriver.view.UserError;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far something is in logs: by partition, the offset in Kafka to read next, or -1 while the
 * partition's imported history is not read to its end.
 *
 * <p>Written {@code flights:0=120,1=98}; of two logs {@code flights:0=120;weather:0=7}; of none,
 * empty.
 */
public record LogPosition(SortedMap<String, SortedMap<Integer, Long>> logs)
        implements Serializable {

    /** Nowhere yet. */
    public static final LogPosition NONE = new LogPosition(new TreeMap<>());

    private static final Pattern LOG = Pattern.compile("([^:;,=]+):(\\d+=-?\\d+(?:,\\d+=-?\\d+)*)");

    public LogPosition {
        TreeMap<String, SortedMap<Integer, Long>> copy = new TreeMap<>();
        logs.forEach(
                (log, offsets) ->
                        copy.put(log, Collections.unmodifiableSortedMap(new TreeMap<>(offsets))));
        logs = Collections.unmodifiableSortedMap(copy);
    }

    /** A position in one log. */
    public static LogPosition of(String log, Map<Integer, Long> offsets) {
        TreeMap<String, SortedMap<Integer, Long>> logs = new TreeMap<>();
        logs.put(log, new TreeMap<>(offsets));
        return new LogPosition(logs);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws UserError if it is nothing like it
     */
    public static LogPosition parse(String text) {
        TreeMap<String, SortedMap<Integer, Long>> logs = new TreeMap<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(";", -1)) {
            Matcher matcher = LOG.matcher(part);
            if (!matcher.matches()) {
                throw new UserError(
                        "A log position is written log:partition=offset,..., but is "
                                + text
                                + ": write it like flights:0=120,1=98.");
            }
            TreeMap<Integer, Long> offsets = new TreeMap<>();
            for (String pair : matcher.group(2).split(",")) {
                String[] sides = pair.split("=");
                offsets.put(Integer.valueOf(sides[0]), Long.valueOf(sides[1]));
            }
            logs.put(matcher.group(1), offsets);
        }
        return new LogPosition(logs);
    }

    /** The offsets in a log, by partition; none if this says nothing of it. */
    public Map<Integer, Long> of(String log) {
        return logs.getOrDefault(log, Collections.emptySortedMap());
    }

    /** Whether this is at or beyond another position, in every partition that that one names. */
    public boolean reached(LogPosition other) {
        return lag(other) == 0;
    }

    /** How many offsets this is behind another position, over all that that one names. */
    public long lag(LogPosition other) {
        long lag = 0;
        for (Map.Entry<String, SortedMap<Integer, Long>> log : other.logs.entrySet()) {
            Map<Integer, Long> own = of(log.getKey());
            for (Map.Entry<Integer, Long> offset : log.getValue().entrySet()) {
                long reached = own.getOrDefault(offset.getKey(), -1L);
                lag += Math.max(0, offset.getValue() - reached);
            }
        }
        return lag;
    }

    /** This, but where another position is further, that. */
    public LogPosition furthest(LogPosition other) {
        TreeMap<String, SortedMap<Integer, Long>> merged = new TreeMap<>();
        logs.forEach((log, offsets) -> merged.put(log, new TreeMap<>(offsets)));
        other.logs.forEach(
                (log, offsets) -> {
                    SortedMap<Integer, Long> own =
                            merged.computeIfAbsent(log, any -> new TreeMap<>());
                    offsets.forEach((partition, offset) -> own.merge(partition, offset, Math::max));
                });
        return new LogPosition(merged);
    }

    @Override
    public String toString() {
        return logs.entrySet().stream()
                .map(
                        log ->
                                log.getKey()
                                        + ":"
                                        + log.getValue().entrySet().stream()
                                                .map(Map.Entry::toString)
                                                .collect(Collectors.joining(",")))
                .collect(Collectors.joining(";"));
    }
}
