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
    private transient SpanOrder order;
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
        order = new SpanOrder(table());
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
                makeRoom();
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
        order.clear();
    }

    /**
     * The span that an event time belongs to, after joining those that the time connects. A key's
     * spans are the gap or more apart, and its newest entry is the last one in time.
     */
    private int spanFor(int key, long time) {
        int last = table().newest(key);
        if (last == PartialTable.NONE) {
            return table().add(key, time, time);
        }
        if (time < table().from(last)) {
            return spanBefore(last, key, time);
        }
        if (time - table().to(last) >= gap) {
            int span = table().add(key, time, time);
            order.addedLast(key, span);
            return span;
        }
        return reachingTo(last, time);
    }

    private int spanBefore(int last, int key, long time) {
        if (table().next(last) == last && table().from(last) - time < gap) {
            return reachingTo(last, time);
        }
        Spans spans = order.of(key);
        int index = spans.indexAfter(time);
        int later = spans.get(index);
        int earlier = index == 0 ? PartialTable.NONE : spans.get(index - 1);
        boolean meetsLater = table().from(later) - time < gap;
        if (earlier != PartialTable.NONE && time - table().to(earlier) < gap) {
            if (meetsLater) {
                addGathered();
                table().join(earlier, later, earlier);
                spans.remove(index);
            }
            return reachingTo(earlier, time);
        }
        if (meetsLater) {
            return reachingTo(later, time);
        }
        int before = earlier == PartialTable.NONE ? last : earlier;
        int span = table().addAfter(before, time, time);
        spans.insert(index, span);
        return span;
    }

    private int reachingTo(int span, long time) {
        long from = table().from(span);
        long to = table().to(span);
        if (time < from || time > to) {
            table().rename(span, Math.min(from, time), Math.max(to, time));
        }
        return span;
    }
}
