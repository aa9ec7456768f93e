package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import dev.sameriver.window.SliceMath;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A key's slices, of which aligned windows are merged; a slice goes with the last window it is in.
 */
final class KeySlices extends KeyWindows {

    private final SliceMath math;
    private final Aggregation<?> aggregation;

    /** The slices that all of their windows count. */
    private final Entries slices;

    /** The rare slices that missed their first windows, by slice and first window that counts. */
    private @Nullable Entries parts;

    /** What the windows that have fired added up to, where windows overlap. */
    private @Nullable MovingTotal moving;

    /** The last window that has fired. */
    private long fired = Long.MIN_VALUE;

    /** The window that is next to fire. */
    private long next = NEVER;

    KeySlices(Object key, SliceMath math, Aggregation<?> aggregation) {
        super(key);
        this.math = math;
        this.aggregation = aggregation;
        this.slices = new Entries(aggregation);
    }

    @Override
    long gather(long slice, long first, Totals totals) {
        long window = firstWindow(slice, first);
        if (first == Partial.ALL_WINDOWS) {
            slices.merge(slice, first, totals);
        } else {
            parts().merge(slice, first, totals);
        }
        next = Math.min(next, window);
        return math.instant(window);
    }

    @Override
    public long due() {
        return next == NEVER ? NEVER : math.instant(next);
    }

    @Override
    void fire(long until, WindowRows rows) {
        while (next != NEVER && math.instant(next) <= until) {
            if (math.sliceIsWindow()) {
                give(next, slices.totals(0), false, rows);
            } else {
                give(next, total(next), false, rows);
            }
            fired = next;
            next = nextAfter(fired);
        }
    }

    /** Gives early rows of the open windows from one to the last that holds a slice. */
    void giveEarly(long from, long lastSlice, WindowRows rows) {
        if (next == NEVER) {
            return;
        }
        MovingTotal open = new MovingTotal(aggregation, slices);
        long last = math.lastWindow(Math.min(lastSlice, lastSlice()));
        long window = Math.max(from, next);
        while (window <= last) {
            Totals total = mergeParts(window, open.moveTo(math.startOfWindow(window), window));
            give(window, total, true, rows);
            window = total == null ? firstAfter(window) : math.nextWindow(window);
        }
    }

    private long lastSlice() {
        long last = slices.size() == 0 ? Long.MIN_VALUE : slices.from(slices.size() - 1);
        return parts == null ? last : Math.max(last, parts.from(parts.size() - 1));
    }

    /**
     * The first window that counts a slice, of those that none counts of an empty one and before.
     */
    private long firstAfter(long empty) {
        long least = NEVER;
        int index = slices.indexOf(empty + 1, Long.MIN_VALUE);
        if (index < slices.size()) {
            least = math.firstWindow(slices.from(index));
        }
        for (int i = 0; parts != null && i < parts.size(); i++) {
            if (parts.to(i) > empty) {
                least = Math.min(least, parts.to(i));
            }
        }
        return least;
    }

    @Override
    public int size() {
        return slices.size() + (parts == null ? 0 : parts.size());
    }

    @Override
    public long bytes() {
        return BYTES_A_KEY
                + slices.bytes()
                + (parts == null ? 0 : parts.bytes())
                + (moving == null ? 0 : moving.bytes());
    }

    @Override
    void write(DataOutputView out) throws IOException {
        out.writeLong(fired);
        slices.write(out);
        out.writeBoolean(parts != null);
        if (parts != null) {
            parts.write(out);
        }
    }

    @Override
    void read(DataInputView in) throws IOException {
        fired = in.readLong();
        slices.read(in);
        if (in.readBoolean()) {
            parts().read(in);
        }
        next = nextAfter(fired);
    }

    private void give(long window, @Nullable Totals total, boolean early, WindowRows rows) {
        if (total != null && math.isWindow(window)) {
            rows.give(
                    key(),
                    math.instant(math.startOfWindow(window)),
                    math.instant(window),
                    total,
                    early);
        }
    }

    private @Nullable Totals total(long window) {
        if (moving == null) {
            moving = new MovingTotal(aggregation, slices);
        }
        return mergeParts(window, moving.moveTo(math.startOfWindow(window), window));
    }

    private @Nullable Totals mergeParts(long window, @Nullable Totals into) {
        Totals total = into;
        if (parts != null) {
            long start = math.startOfWindow(window);
            for (int i = 0; i < parts.size(); i++) {
                if (parts.from(i) > start && parts.from(i) <= window && parts.to(i) <= window) {
                    total = merge(total, parts.totals(i));
                }
            }
        }
        return total;
    }

    private Totals merge(@Nullable Totals into, Totals totals) {
        Totals total = into == null ? aggregation.create() : into;
        aggregation.merge(total, totals);
        return total;
    }

    /** Forgets what no window after one holds; says which window is next. */
    private long nextAfter(long window) {
        long least = NEVER;
        while (slices.size() > 0 && math.lastWindow(slices.from(0)) <= window) {
            slices.remove(0);
        }
        if (slices.size() > 0) {
            least = math.firstWindow(slices.from(0));
        }
        if (parts != null) {
            for (int i = parts.size() - 1; i >= 0; i--) {
                if (math.lastWindow(parts.from(i)) <= window) {
                    parts.remove(i);
                } else {
                    least = Math.min(least, parts.to(i));
                }
            }
            parts = parts.size() == 0 ? null : parts;
        }
        if (least == NEVER) {
            moving = null;
            return NEVER;
        }
        return window == Long.MIN_VALUE ? least : Math.max(math.nextWindow(window), least);
    }

    private Entries parts() {
        if (parts == null) {
            parts = new Entries(aggregation);
        }
        return parts;
    }

    private long firstWindow(long slice, long first) {
        return first == Partial.ALL_WINDOWS ? math.firstWindow(slice) : first;
    }
}
