package dev.sameriver.operator;

import dev.sameriver.aggregate.Totals;

/**
 * What some events of a key add up to.
 *
 * <p>For aligned windows {@code from} is the slice and {@code to} the first window that counts the
 * events, or {@link #ALL_WINDOWS}. For sessions they are the least and the greatest event time.
 */
public final class Partial {

    /** In {@link #to}: every window that holds the slice counts these events. */
    static final long ALL_WINDOWS = Long.MIN_VALUE;

    final Object key;
    final long from;
    final long to;
    final Totals accumulators;

    Partial(Object key, long from, long to, Totals accumulators) {
        this.key = key;
        this.from = from;
        this.to = to;
        this.accumulators = accumulators;
    }

    /** The key that the stream of partials is parted by. */
    public Object key() {
        return key;
    }
}
