package dev.sameriver.operator;

import dev.sameriver.aggregate.Totals;
import dev.sameriver.log.Event;
import dev.sameriver.window.SessionWindows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

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

    private transient Map<Object, List<Span>> spans;
    private transient int size;
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
        spans = new HashMap<>();
        leastFirst = Long.MAX_VALUE;
        super.open();
    }

    /**
     * Events less than the gap before the range are needed too: they show that a session started
     * before it. Earlier ones are not, as only a session with one of these reaches into the range.
     */
    @Override
    boolean needs(RowRange range, long time) {
        return time < range.to() && time + gap - 1 >= range.from();
    }

    @Override
    void combine(Object key, Event<T> event) {
        if (event.time() < event.clock()) {
            late(event, "");
            return;
        }
        counted();
        if (size >= capacity()) {
            flush();
        }
        List<Span> ofKey = spans.computeIfAbsent(key, any -> new ArrayList<>(1));
        aggregation().add(spanFor(ofKey, event.time()).accumulators);
        leastFirst = Math.min(leastFirst, event.time());
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
        Iterator<Map.Entry<Object, List<Span>>> entries = spans.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Object, List<Span>> entry = entries.next();
            entry.getValue().removeIf(span -> emitUpTo(entry.getKey(), span, time));
            if (entry.getValue().isEmpty()) {
                entries.remove();
            }
        }
    }

    private boolean emitUpTo(Object key, Span span, long time) {
        if (span.first > time) {
            leastFirst = Math.min(leastFirst, span.first);
            return false;
        }
        emit(key, span.first, span.last, span.accumulators);
        size--;
        return true;
    }

    /** The span that an event time belongs to, after joining those that the time connects. */
    private Span spanFor(List<Span> ofKey, long time) {
        Span found = null;
        Iterator<Span> iterator = ofKey.iterator();
        while (iterator.hasNext()) {
            Span span = iterator.next();
            if (time - span.last >= gap || span.first - time >= gap) {
                continue;
            }
            if (found == null) {
                found = span;
            } else {
                found.first = Math.min(found.first, span.first);
                found.last = Math.max(found.last, span.last);
                aggregation().merge(found.accumulators, span.accumulators);
                iterator.remove();
                size--;
            }
        }
        if (found == null) {
            found = new Span(time, aggregation().create());
            ofKey.add(found);
            size++;
        }
        found.first = Math.min(found.first, time);
        found.last = Math.max(found.last, time);
        return found;
    }

    /**
     * Events of a key that share a session: the least and greatest time, and what they add up to.
     */
    private static final class Span {
        private long first;
        private long last;
        private final Totals accumulators;

        Span(long time, Totals accumulators) {
            this.first = time;
            this.last = time;
            this.accumulators = accumulators;
        }
    }
}
