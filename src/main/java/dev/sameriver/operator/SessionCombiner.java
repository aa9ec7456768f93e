package dev.sameriver.operator;

import dev.sameriver.aggregate.Additions;
import dev.sameriver.log.EventBlock;
import dev.sameriver.window.SessionWindows;

/**
 * Combines events per key and session, as far as sessions are in the buffer.
 *
 * <p>An event counts iff its time is at or after its own partition's clock: with a clock of 10:00,
 * an event at 10:00 counts and one at 09:59:59.999 is late. A session that fired ended at or before
 * the least clock, and so at least the gap after its last event: no event that counts can belong to
 * it.
 */
public final class SessionCombiner<T> extends Combiner<T> {

    private final long gap;

    private transient Additions additions;
    private transient long leastFirst;

    public SessionCombiner(SessionWindows windows, WindowStage<T> stage) {
        this(windows, stage, CAPACITY);
    }

    SessionCombiner(SessionWindows windows, WindowStage<T> stage, int capacity) {
        super(stage, capacity);
        this.gap = windows.gapMillis();
    }

    @Override
    public void open() throws Exception {
        super.open();
        additions = new Additions();
        leastFirst = Long.MAX_VALUE;
    }

    /**
     * Events less than the gap before the range are needed too: they show that a session started
     * before it. Earlier ones are not, as only a session with one of these reaches into the range.
     */
    @Override
    boolean needs(RowRange range, long time) {
        return time < range.to() && time + gap - 1 >= range.from();
    }

    /** Adds what is gathered before entries are joined or the table is emptied. */
    @Override
    void combine(EventBlock<T> block, int[] rows, int count) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long time = block.time(row);
            if (time < block.clock(row)) {
                late(block.event(row), "");
                continue;
            }
            if (table().room() <= 0) {
                addGathered();
                flush();
            }
            int entry = spanFor(keys().number(row), time);
            additions.put(row, table().wordsAt(entry), table().objectsAt(entry));
            leastFirst = Math.min(leastFirst, time);
        }
        addGathered();
    }

    private void addGathered() {
        table().add(additions);
        counted(additions.size());
        additions.clear();
    }

    /** What starts at or before the watermark may belong to a session that closes with it. */
    @Override
    void flushFor(long watermark) {
        if (leastFirst <= watermark) {
            flushUpTo(watermark);
        }
    }

    @Override
    void flush() {
        flushUpTo(Long.MAX_VALUE);
    }

    private void flushUpTo(long time) {
        leastFirst = Long.MAX_VALUE;
        handOn(
                (first, last) -> {
                    boolean due = first <= time;
                    leastFirst = due ? leastFirst : Math.min(leastFirst, first);
                    return due;
                });
    }

    /** The span that an event time belongs to, after joining those that the time connects. */
    private int spanFor(int key, long time) {
        int newest = table().newest(key);
        if (newest == PartialTable.NONE) {
            return table().add(key, time, time);
        }
        // A time within a span is the gap or more from all others.
        if (time >= table().from(newest) && time <= table().to(newest)) {
            return newest;
        }
        int found = PartialTable.NONE;
        int before = newest;
        boolean isLast;
        do {
            int span = table().next(before);
            isLast = span == newest;
            if (time - table().to(span) >= gap || table().from(span) - time >= gap) {
                before = span;
            } else if (found == PartialTable.NONE) {
                found = span;
                before = span;
            } else {
                join(found, span, before);
            }
        } while (!isLast);
        if (found == PartialTable.NONE) {
            return table().add(key, time, time);
        }
        table().rename(
                        found,
                        Math.min(table().from(found), time),
                        Math.max(table().to(found), time));
        return found;
    }

    /**
     * @param before the entry that the second one comes after
     */
    private void join(int into, int span, int before) {
        addGathered();
        table().join(into, span, before);
    }
}
