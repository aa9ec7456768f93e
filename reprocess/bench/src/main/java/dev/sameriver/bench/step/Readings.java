package dev.sameriver.bench.step;

import static dev.sameriver.aggregate.Aggregates.count;
import static dev.sameriver.aggregate.Aggregates.max;
import static dev.sameriver.aggregate.Aggregates.sum;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.bench.Mix;
import dev.sameriver.bench.job.Reading;
import dev.sameriver.log.EventBlock;
import dev.sameriver.log.Payload;
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
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static EventBlock<Reading>[] blocks(int count, int keys, int perMinute) {
        EventBlock<Reading>[] blocks = new EventBlock[count];
        for (int block = 0; block < count; block++) {
            long first = (long) block * ROWS;
            long[] offsets = new long[ROWS];
            long[] rowKeys = new long[ROWS];
            long[] values = new long[ROWS];
            long[] clocks = new long[ROWS];
            long[] times = times(ROWS, perMinute, first);
            for (int row = 0; row < ROWS; row++) {
                offsets[row] = first + row;
                rowKeys[row] = Long.remainderUnsigned(Mix.of(-first - row), keys);
                values[row] = Mix.of(first + row) >>> 44;
                clocks[row] = times[row] - DISORDER;
            }
            blocks[block] =
                    new EventBlock<>(
                            0, 0, ROWS, offsets, times, clocks, new Columns(rowKeys, values));
        }
        return blocks;
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
