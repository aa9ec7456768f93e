package dev.sameriver.operator;

import dev.sameriver.aggregate.Totals;
import dev.sameriver.window.SessionWindows;
import java.util.Iterator;
import java.util.Map;

/**
 * Joins spans of each key into sessions. In the state, a session is the entry named by its first
 * and its last event time; its row's window is [first, last + gap).
 */
public final class SessionWindowOperator<T> extends WindowOperator<T> {

    private final long gap;

    public SessionWindowOperator(SessionWindows windows, WindowStage<T> stage) {
        super(stage);
        this.gap = windows.gapMillis();
    }

    @Override
    void gather(Object key, long from, long to, Totals accumulators) throws Exception {
        long first = from;
        long last = to;
        Iterator<Map.Entry<SliceKey, Totals>> entries = partials().iterator();
        while (entries.hasNext()) {
            Map.Entry<SliceKey, Totals> entry = entries.next();
            SliceKey session = entry.getKey();
            if (from - session.first() >= gap || session.slice() - to >= gap) {
                continue;
            }
            first = Math.min(first, session.slice());
            last = Math.max(last, session.first());
            aggregation().merge(accumulators, unsealed(entry.getValue()));
            entries.remove();
        }
        fireAt(last + gap, last + gap);
        partials().put(new SliceKey(first, last), accumulators);
    }

    @Override
    void fire(Object key, long end) throws Exception {
        boolean empty = true;
        Iterator<Map.Entry<SliceKey, Totals>> entries = partials().iterator();
        while (entries.hasNext()) {
            Map.Entry<SliceKey, Totals> entry = entries.next();
            SliceKey session = entry.getKey();
            long sessionEnd = session.first() + gap;
            if (sessionEnd <= end) {
                emit(key, session.slice(), sessionEnd, unsealed(entry.getValue()), false);
                entries.remove();
            } else {
                empty = false;
            }
        }
        if (empty) {
            partials().clear();
        }
    }
}
