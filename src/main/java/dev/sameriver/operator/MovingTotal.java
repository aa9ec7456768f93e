package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The total of a span of slices that only moves on, at about five merges a step, however many
 * slices the span holds: one as a slice comes, two as it is turned, and two for the total.
 *
 * <p>What has come since the last turn is in {@code back}. What was there before is a stack of
 * totals, each of one slice and all that follow up to the turn, the earliest on top; when the
 * span's start passes them they are popped, and when none is left the span is turned into a new
 * stack. With slices 1 to 4 of 5, 6, 7 and 8 turned, the stack is 26, 21, 15, 8; the span of slices
 * 3 to 5 is then 15 plus what is in {@code back}. It is the queue out of two stacks; see
 * Tangwongsan, Hirzel, Schneider: Low-Latency Sliding-Window Aggregation in Worst-Case Constant
 * Time, DEBS 2017.
 *
 * <p>Nothing of this is state: it follows from the entries.
 */
final class MovingTotal {

    private static final int BYTES_ALONE = 104;

    /** Without its words, and what accumulators take that are objects. */
    private static final int BYTES_A_TOTAL = 64;

    private final Aggregation<?> aggregation;
    private final Entries entries;

    private long[] slices = new long[4];
    private Totals[] stack = new Totals[4];
    private int depth;
    private long stackBytes;

    private @Nullable Totals back;
    private long backFrom = Long.MAX_VALUE;
    private long until = Long.MIN_VALUE;

    MovingTotal(Aggregation<?> aggregation, Entries entries) {
        this.aggregation = aggregation;
        this.entries = entries;
    }

    /**
     * Moves on to the slices behind {@code start}, up to and with {@code end}. None of those may
     * change afterwards.
     *
     * @return a new total; null if there is no slice
     */
    @Nullable Totals moveTo(long start, long end) {
        while (depth > 0 && slices[depth - 1] <= start) {
            stackBytes -= bytes(stack[--depth]);
            stack[depth] = null;
        }
        fold(Math.max(start, until), end);
        until = end;
        if (depth == 0 && backFrom <= start) {
            turn(start, end);
        }
        if (depth == 0 && back == null) {
            return null;
        }
        Totals total = aggregation.create();
        if (depth > 0) {
            aggregation.merge(total, stack[depth - 1]);
        }
        if (back != null) {
            aggregation.merge(total, back);
        }
        return total;
    }

    private void fold(long behind, long end) {
        for (int i = indexBehind(behind); i < entries.size() && entries.from(i) <= end; i++) {
            if (back == null) {
                back = aggregation.create();
                backFrom = entries.from(i);
            }
            aggregation.merge(back, entries.totals(i));
        }
    }

    private void turn(long start, long end) {
        back = null;
        backFrom = Long.MAX_VALUE;
        for (int i = indexBehind(end) - 1; i >= 0 && entries.from(i) > start; i--) {
            Totals total = aggregation.copy(entries.totals(i));
            if (depth > 0) {
                aggregation.merge(total, stack[depth - 1]);
            }
            push(entries.from(i), total);
        }
    }

    private void push(long slice, Totals total) {
        if (depth == slices.length) {
            slices = Arrays.copyOf(slices, 2 * depth);
            stack = Arrays.copyOf(stack, 2 * depth);
        }
        slices[depth] = slice;
        stack[depth++] = total;
        stackBytes += bytes(total);
    }

    /** About how many bytes of memory it takes. */
    long bytes() {
        return BYTES_ALONE + 12L * stack.length + stackBytes + (back == null ? 0 : bytes(back));
    }

    private long bytes(Totals total) {
        return BYTES_A_TOTAL + (long) Long.BYTES * aggregation.words() + aggregation.bytes(total);
    }

    /** The index of the first entry of a later slice. */
    private int indexBehind(long slice) {
        return slice == Long.MIN_VALUE ? 0 : entries.indexOf(slice + 1, Long.MIN_VALUE);
    }
}
