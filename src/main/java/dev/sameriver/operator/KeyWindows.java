package dev.sameriver.operator;

import dev.sameriver.aggregate.Totals;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What one key holds of windows that have not fired; for one thread. */
abstract class KeyWindows {

    /** In {@link #due}: the key holds nothing. */
    static final long NEVER = Long.MAX_VALUE;

    private final Object key;

    /** When {@link KeyCache} looks at this key next; {@link #NEVER} if it has no need to. */
    long queuedFor = NEVER;

    /**
     * How many entries {@link KeyCache} has counted of this key; negative if it is not in there.
     */
    int counted = -1;

    /** Whether the state does not hold what is here. */
    boolean changed;

    /** Whether the state holds something of this key. */
    boolean stored;

    KeyWindows(Object key) {
        this.key = key;
    }

    final Object key() {
        return key;
    }

    /**
     * Takes a partial in.
     *
     * @param from see {@link Partial}
     * @param to see {@link Partial}
     * @param totals what the events add up to, which is moved or merged; the place is not kept
     * @return the end of the first window that counts it, in milliseconds since 1970-01-01T00:00Z
     */
    abstract long gather(long from, long to, Totals totals);

    /**
     * The end of the window that is next to fire, in milliseconds since 1970-01-01T00:00Z; {@link
     * #NEVER} if nothing is held.
     */
    abstract long due();

    /** Gives the rows of all windows that end at or before a time, in order, and forgets them. */
    abstract void fire(long until, WindowRows rows);

    /** How many totals are held. */
    abstract int size();

    abstract void write(DataOutputView out) throws IOException;

    abstract void read(DataInputView in) throws IOException;
}
