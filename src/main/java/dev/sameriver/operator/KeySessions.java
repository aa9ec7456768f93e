package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A key's open sessions, each by its first and its last event time; its row's window is [first,
 * last + gap). Sessions are at least the gap apart.
 */
final class KeySessions extends KeyWindows {

    private final long gap;
    private final Aggregation<?> aggregation;
    private final Entries sessions;

    KeySessions(Object key, long gap, Aggregation<?> aggregation) {
        super(key);
        this.gap = gap;
        this.aggregation = aggregation;
        this.sessions = new Entries(aggregation);
    }

    @Override
    long gather(long from, long to, Totals totals) {
        long first = from;
        long last = to;
        int index = sessions.indexOf(from, to);
        while (index > 0 && from - sessions.to(index - 1) < gap) {
            index--;
        }
        while (index < sessions.size() && sessions.from(index) - to < gap) {
            first = Math.min(first, sessions.from(index));
            last = Math.max(last, sessions.to(index));
            aggregation.merge(totals, sessions.totals(index));
            sessions.remove(index);
        }
        sessions.insert(index, first, last, totals);
        return last + gap;
    }

    /** Sessions follow each other, so the first one ends first. */
    @Override
    public long due() {
        return sessions.size() == 0 ? NEVER : sessions.to(0) + gap;
    }

    @Override
    void fire(long until, WindowRows rows) {
        while (due() <= until && sessions.size() > 0) {
            rows.give(key(), sessions.from(0), due(), sessions.totals(0), false);
            sessions.remove(0);
        }
    }

    @Override
    public int size() {
        return sessions.size();
    }

    @Override
    public long bytes() {
        return BYTES_A_KEY + sessions.bytes();
    }

    @Override
    void write(DataOutputView out) throws IOException {
        sessions.write(out);
    }

    @Override
    void read(DataInputView in) throws IOException {
        sessions.read(in);
    }
}
