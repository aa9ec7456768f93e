package dev.sameriver.operator;

import dev.sameriver.aggregate.Totals;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What one key holds of windows that have not fired; for one thread. */
abstract class KeyWindows {

    /** In {@link #due}: the key holds nothing. */
    static final long NEVER = Long.MAX_VALUE;

    /** This object, a key such as a short text, and their places in maps and queues. */
    static final int BYTES_A_KEY = 192;

    private final Object key;

    /** When {@link KeyCache} looks at this key next; {@link #NEVER} if it has no need to. */
    long queuedFor = NEVER;

    /** How many bytes {@link KeyCache} has counted of this key; 0 if it is not in there. */
    long counted;

    /** Whether {@link KeyCache} has counted this key as one that holds nothing. */
    boolean countedEmpty;

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

    /** Whether {@link KeyCache} holds this key. */
    final boolean isIn() {
        return counted > 0;
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

    /** About how many bytes of memory the key takes with all that it holds; 1 or more. */
    abstract long bytes();

    abstract void write(DataOutputView out) throws IOException;

    abstract void read(DataInputView in) throws IOException;
}
