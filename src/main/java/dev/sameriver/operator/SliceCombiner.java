package dev.sameriver.operator;

import dev.sameriver.aggregate.Totals;
import dev.sameriver.log.Event;
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.SliceMath;
import java.time.Instant;
import java.util.StringJoiner;

/** Combines events per key and slice; see {@link SliceVerdict} for which of them count. */
public final class SliceCombiner<T> extends Combiner<T> {

    /** How many missed windows a late event lists at most, one by one: a day of minutes. */
    private static final int MISSED_LISTED = 1_440;

    private final AlignedWindows windows;

    private transient SliceMath math;
    private transient SliceVerdict verdict;
    private transient PartialTable table;
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
        math = windows.math();
        verdict = new SliceVerdict(math);
        table = new PartialTable();
        nextEnd = Long.MAX_VALUE;
        super.open();
    }

    @Override
    void combine(Object key, Event<T> event) {
        long slice = math.sliceOf(event.time());
        long first = verdict.firstCounted(slice, event.clock());
        if (first == SliceVerdict.LATE) {
            late(event, missed(slice, math.nextWindow(math.lastWindow(slice))));
            return;
        }
        if (first == Partial.ALL_WINDOWS) {
            counted();
        } else {
            partlyLate(event, missed(slice, first));
        }
        Totals accumulators = table.get(key, slice, first);
        if (accumulators == null) {
            accumulators = add(key, slice, first);
        }
        aggregation().add(accumulators);
    }

    @Override
    void flushFor(long watermark) {
        if (watermark < nextEnd - 1) {
            return;
        }
        nextEnd = Long.MAX_VALUE;
        table.take(
                (slice, first) -> {
                    long end = firstEnd(slice, first);
                    boolean due = end - 1 <= watermark;
                    nextEnd = due ? nextEnd : Math.min(nextEnd, end);
                    return due;
                },
                this::emit);
    }

    @Override
    void flush() {
        nextEnd = Long.MAX_VALUE;
        table.take((slice, first) -> true, this::emit);
    }

    private Totals add(Object key, long slice, long first) {
        if (table.size() >= capacity()) {
            flush();
        }
        Totals accumulators = aggregation().create();
        table.put(key, slice, first, accumulators);
        nextEnd = Math.min(nextEnd, firstEnd(slice, first));
        return accumulators;
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
        return Instant.ofEpochMilli(math.instant(math.startOfWindow(window)))
                + "/"
                + Instant.ofEpochMilli(math.instant(window));
    }
}
