package dev.sameriver.operator;

import dev.sameriver.aggregate.Additions;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.IsoTime;
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.SliceMath;
import java.util.StringJoiner;

/** Combines events per key and slice; see {@link SliceVerdict} for which of them count. */
public final class SliceCombiner<T> extends Combiner<T> {

    /** How many missed windows a late event lists at most, one by one: an hour of minutes. */
    private static final int MISSED_LISTED = 60;

    private final AlignedWindows windows;

    private transient SliceMath math;
    private transient SliceVerdict verdict;
    private transient SliceCursor cursor;
    private transient SliceIndex index;
    private transient Additions additions;

    /**
     * The rows that count, of those that were judged last; beside them what names their entries.
     */
    private transient int[] counting;

    private transient int[] numbers;
    private transient long[] slices;
    private transient long[] firsts;
    private transient long nextEnd;

    public SliceCombiner(AlignedWindows windows, WindowStage<T> stage) {
        this(windows, stage, CAPACITY);
    }

    SliceCombiner(AlignedWindows windows, WindowStage<T> stage, int capacity) {
        super(stage, capacity);
        this.windows = windows;
    }

    @Override
    public void open() throws Exception {
        super.open();
        math = windows.math();
        verdict = new SliceVerdict(math);
        cursor = new SliceCursor(math);
        index = new SliceIndex(table(), windows.stepMillis());
        additions = new Additions();
        counting = new int[0];
        numbers = new int[0];
        slices = new long[0];
        firsts = new long[0];
        nextEnd = Long.MAX_VALUE;
    }

    /** Goes in steps for which the table has room, so that it is not emptied between two adds. */
    @Override
    void combine(EventBlock<T> block, int[] rows, int count) {
        int done = 0;
        while (done < count) {
            if (table().room() <= 0) {
                makeRoom();
            }
            int until = Math.min(count, done + table().room());
            int counted = judge(block, rows, done, until);
            for (int i = 0; i < counted; i++) {
                int entry = index.entry(numbers[i], slices[i], firsts[i]);
                additions.put(counting[i], table().wordsAt(entry), table().objectsAt(entry));
            }
            table().add(additions);
            counted(additions.size());
            additions.clear();
            done = until;
        }
    }

    /**
     * Judges the rows of a part of the list, and names the entries of those that count; how many.
     */
    private int judge(EventBlock<T> block, int[] rows, int from, int until) {
        if (counting.length < until - from) {
            room(until - from);
        }
        int counted = 0;
        for (int i = from; i < until; i++) {
            int row = rows[i];
            long slice = cursor.moveTo(block.time(row));
            long first = Partial.ALL_WINDOWS;
            long end = cursor.firstEnd();
            if (end <= block.clock(row)) {
                first = verdict.firstCounted(slice, block.clock(row));
                if (first == SliceVerdict.LATE) {
                    late(block.event(row), missed(slice, math.nextWindow(math.lastWindow(slice))));
                    continue;
                }
                partlyLate(block.event(row), missed(slice, first));
                end = math.instant(first);
            }
            counting[counted] = row;
            numbers[counted] = keys().number(row);
            slices[counted] = slice;
            firsts[counted] = first;
            counted++;
            nextEnd = Math.min(nextEnd, end);
        }
        return counted;
    }

    private void room(int count) {
        counting = new int[count];
        numbers = new int[count];
        slices = new long[count];
        firsts = new long[count];
    }

    @Override
    void flushFor(long watermark) {
        if (watermark < nextEnd - 1) {
            return;
        }
        nextEnd = Long.MAX_VALUE;
        handOn(
                (slice, first) -> {
                    long end = firstEnd(slice, first);
                    boolean due = end - 1 <= watermark;
                    nextEnd = due ? nextEnd : Math.min(nextEnd, end);
                    return due;
                });
        index.rebuild();
    }

    @Override
    void flush() {
        nextEnd = Long.MAX_VALUE;
        handOn((slice, first) -> true);
        index.rebuild();
    }

    private long firstEnd(long slice, long first) {
        return math.instant(first == Partial.ALL_WINDOWS ? math.firstWindow(slice) : first);
    }

    /**
     * The windows of a slice that end before one; of very many, which follow each other, the ends.
     */
    private String missed(long slice, long until) {
        long first = math.firstWindow(slice);
        long step = math.nextWindow(first) - first;
        long count = (until - first) / step;
        if (count > MISSED_LISTED) {
            return window(first) + " ... " + window(until - step) + " (" + count + ")";
        }
        StringJoiner missed = new StringJoiner(" ");
        for (long window = math.firstWindow(slice);
                window < until;
                window = math.nextWindow(window)) {
            if (math.isWindow(window)) {
                missed.add(window(window));
            }
        }
        return missed.toString();
    }

    private String window(long window) {
        return IsoTime.of(math.instant(math.startOfWindow(window)))
                + "/"
                + IsoTime.of(math.instant(window));
    }
}
