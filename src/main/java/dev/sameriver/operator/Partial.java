package dev.sameriver.operator;

/**
 * What some events of a key add up to, in one or more entries, which {@link PartialWriter} writes
 * and {@link PartialReader} reads.
 *
 * <p>An entry is named by two numbers. For aligned windows {@code from} is the slice and {@code to}
 * the first window that counts the events, or {@link #ALL_WINDOWS}. For sessions they are the least
 * and the greatest event time.
 *
 * <p>All that was combined of a key goes on as one record, with its entries as bytes: so what parts
 * and sorts records has few to move, and decodes none.
 */
public final class Partial {

    /** In {@code to}: every window that holds the slice counts these events. */
    static final long ALL_WINDOWS = Long.MIN_VALUE;

    final Object key;
    final byte[] entries;

    Partial(Object key, byte[] entries) {
        this.key = key;
        this.entries = entries;
    }

    /** The key that the stream of partials is parted by. */
    public Object key() {
        return key;
    }
}
