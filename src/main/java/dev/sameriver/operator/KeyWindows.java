package dev.sameriver.operator;

import dev.sameriver.aggregate.Totals;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What one key holds of windows that have not fired: its size is in totals, and it is due when the
 * next of them ends.
 */
abstract class KeyWindows extends HeldKey {

    KeyWindows(Object key) {
        super(key);
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

    /** Gives the rows of all windows that end at or before a time, in order, and forgets them. */
    abstract void fire(long until, WindowRows rows);

    abstract void write(DataOutputView out) throws IOException;

    abstract void read(DataInputView in) throws IOException;
}
