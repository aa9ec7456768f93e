package dev.sameriver.registry;

import dev.sameriver.view.UserError;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A place in one or several logs: for each log and partition the next offset in Kafka, which is one
 * more than the last that is included, or -1 before the first.
 *
 * <p>Written {@code flights:0=120,1=98}, logs separated by a semicolon; the empty place is the
 * empty text. A partition that is not named is at -1.
 *
 * @param offsets by log, then by partition
 */
public record LogPosition(SortedMap<String, SortedMap<Integer, Long>> offsets) {

    /** Before everything. */
    public static final LogPosition EMPTY = new LogPosition(Collections.emptySortedMap());

    private static final long BEFORE_KAFKA = -1;

    public LogPosition {
        SortedMap<String, SortedMap<Integer, Long>> copy = new TreeMap<>();
        offsets.forEach(
                (log, partitions) ->
                        copy.put(
                                log, Collections.unmodifiableSortedMap(new TreeMap<>(partitions))));
        offsets = Collections.unmodifiableSortedMap(copy);
    }

    /** A place in one log. */
    public static LogPosition of(String log, SortedMap<Integer, Long> partitions) {
        return new LogPosition(new TreeMap<>(Map.of(log, partitions)));
    }

    /**
     * Reads the written form.
     *
     * @throws UserError if the text is not of this form
     */
    public static LogPosition parse(String text) {
        SortedMap<String, SortedMap<Integer, Long>> offsets = new TreeMap<>();
        if (text.isEmpty()) {
            return EMPTY;
        }
        for (String log : text.split(";", -1)) {
            int colon = log.indexOf(':');
            if (colon < 1) {
                throw malformed(text);
            }
            SortedMap<Integer, Long> partitions = new TreeMap<>();
            for (String partition : log.substring(colon + 1).split(",", -1)) {
                addPartition(partitions, partition, text);
            }
            if (offsets.put(log.substring(0, colon), partitions) != null) {
                throw malformed(text);
            }
        }
        return new LogPosition(offsets);
    }

    private static void addPartition(SortedMap<Integer, Long> to, String text, String whole) {
        String[] numbers = text.split("=", -1);
        try {
            if (numbers.length == 2) {
                int partition = Integer.parseInt(numbers[0]);
                long offset = Long.parseLong(numbers[1]);
                boolean valid = partition >= 0 && offset >= BEFORE_KAFKA;
                if (valid && to.put(partition, offset) == null) {
                    return;
                }
            }
        } catch (NumberFormatException e) {
            throw malformed(whole);
        }
        throw malformed(whole);
    }

    private static UserError malformed(String text) {
        return new UserError(
                "A log position names the next offset of each partition, but was "
                        + text
                        + ": write it as in flights:0=120,1=98.");
    }

    /** The written form. */
    public String format() {
        return offsets.entrySet().stream()
                .map(log -> log.getKey() + ":" + format(log.getValue()))
                .collect(Collectors.joining(";"));
    }

    private static String format(Map<Integer, Long> partitions) {
        return partitions.entrySet().stream()
                .map(partition -> partition.getKey() + "=" + partition.getValue())
                .collect(Collectors.joining(","));
    }

    /** Whether everything before the other place is before this one too. */
    public boolean reached(LogPosition other) {
        return missing(other).offsets.isEmpty();
    }

    /** The partitions of the other place that this one has not reached, at the other's offsets. */
    public LogPosition missing(LogPosition other) {
        SortedMap<String, SortedMap<Integer, Long>> missing = new TreeMap<>();
        other.each(
                (log, partition, offset) -> {
                    if (at(log, partition) < offset) {
                        missing.computeIfAbsent(log, name -> new TreeMap<>())
                                .put(partition, offset);
                    }
                });
        return new LogPosition(missing);
    }

    /**
     * How many offsets this place is behind the other, over all partitions. A partition that is at
     * -1 counts from the first offset in Kafka, so what it still has to read of the archive comes
     * on top.
     */
    public long lag(LogPosition other) {
        long[] lag = {0};
        other.each((log, partition, offset) -> lag[0] += Math.max(0, offset - at(log, partition)));
        return lag[0];
    }

    /** Of this place, what lies in the logs that the other is in. */
    public LogPosition inLogsOf(LogPosition other) {
        SortedMap<String, SortedMap<Integer, Long>> common = new TreeMap<>(offsets);
        common.keySet().retainAll(other.offsets.keySet());
        return new LogPosition(common);
    }

    /** The greater offset of the two in every partition of either. */
    public LogPosition furthest(LogPosition other) {
        SortedMap<String, SortedMap<Integer, Long>> furthest = new TreeMap<>();
        Each add =
                (log, partition, offset) ->
                        furthest.computeIfAbsent(log, name -> new TreeMap<>())
                                .merge(partition, offset, Math::max);
        each(add);
        other.each(add);
        return new LogPosition(furthest);
    }

    private long at(String log, int partition) {
        return offsets.getOrDefault(log, Collections.emptySortedMap())
                .getOrDefault(partition, BEFORE_KAFKA);
    }

    private void each(Each each) {
        offsets.forEach(
                (log, partitions) ->
                        partitions.forEach(
                                (partition, offset) -> each.take(log, partition, offset)));
    }

    @Override
    public String toString() {
        return format();
    }

    /** Takes the offset of one partition. */
    private interface Each {
        void take(String log, int partition, long offset);
    }
}
