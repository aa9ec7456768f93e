package dev.sameriver.bench.step;

import static dev.sameriver.aggregate.Aggregates.count;
import static dev.sameriver.aggregate.Aggregates.max;
import static dev.sameriver.aggregate.Aggregates.sum;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.bench.Mix;
import dev.sameriver.bench.job.Reading;
import dev.sameriver.log.EventBlock;
import dev.sameriver.log.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What steps are measured with: readings in memory, as a segment's columns give them. */
public final class Readings {

    /** How many rows a block has. */
    public static final int ROWS = 4_000;

    /** The least time: 2026-01-01T00:00Z. */
    public static final long START = 1_767_225_600_000L;

    private static final int DISORDER = 1_000;

    private Readings() {}

    /** The aggregate columns. */
    public static Aggregation<Reading> aggregation() {
        return new Aggregation<>(
                List.of(
                        count("readings"),
                        sum("total", Reading::value),
                        max("greatest", Reading::value)));
    }

    /** Event times that go on evenly, each moved back by less than a second. */
    public static long[] times(int count, int perMinute, long first) {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            long back = Long.remainderUnsigned(Mix.of(first + i), DISORDER);
            times[i] = START + (first + i) * 60_000 / perMinute - back;
        }
        return times;
    }

    /** Blocks of full size, of evenly spread keys. */
    public static List<EventBlock<Reading>> blocks(int count, int keys, int perMinute) {
        return blocks(count, keys, perMinute, Duration.ZERO);
    }

    /**
     * Blocks of full size, of evenly spread keys.
     *
     * @param behind how much later each clock is than if no event were late
     */
    static List<EventBlock<Reading>> blocks(int count, int keys, int perMinute, Duration behind) {
        List<EventBlock<Reading>> blocks = new ArrayList<>();
        for (int block = 0; block < count; block++) {
            long first = (long) block * ROWS;
            Columns columns = new Columns(keys(first, keys), values(first));
            blocks.add(block(first, perMinute, behind, columns));
        }
        return blocks;
    }

    /** A block of full size with some payload, whose first offset is given. */
    static <T> EventBlock<T> block(long first, int perMinute, Duration behind, Payload<T> payload) {
        long[] offsets = new long[ROWS];
        long[] clocks = new long[ROWS];
        long[] times = times(ROWS, perMinute, first);
        for (int row = 0; row < ROWS; row++) {
            offsets[row] = first + row;
            clocks[row] = times[row] - DISORDER + behind.toMillis();
        }
        return new EventBlock<>(0, 0, ROWS, offsets, times, clocks, payload);
    }

    /** The keys of a block. */
    static long[] keys(long first, int keys) {
        long[] rowKeys = new long[ROWS];
        Arrays.setAll(rowKeys, row -> Long.remainderUnsigned(Mix.of(-first - row), keys));
        return rowKeys;
    }

    /** The values of a block. */
    static long[] values(long first) {
        long[] values = new long[ROWS];
        Arrays.setAll(values, row -> Mix.of(first + row) >>> 44);
        return values;
    }

    private record Columns(long[] keys, long[] values) implements Payload<Reading> {

        @Override
        public @Nullable String deadReason(int row) {
            return null;
        }

        @Override
        public byte @Nullable [] raw(int row) {
            return null;
        }

        @Override
        public Reading value(int row) {
            return new Reading(keys[row], values[row]);
        }

        @Override
        public long @Nullable [] longs(String component) {
            return switch (component) {
                case "key" -> keys;
                case "value" -> values;
                default -> null;
            };
        }
    }
}
