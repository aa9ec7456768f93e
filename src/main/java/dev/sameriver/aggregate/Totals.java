package dev.sameriver.aggregate;

/**
 * What some events add up to, in every column of an {@link Aggregation}: where the words of its
 * accumulators begin in an array of them, and where their objects do.
 *
 * <p>Totals may be the only ones in their arrays, or a place in a table that is moved from entry to
 * entry.
 */
public final class Totals {

    long[] words;
    int at;
    Object[] objects;
    int objectsAt;

    /** Totals at the start of the arrays. */
    public Totals(long[] words, Object[] objects) {
        this.words = words;
        this.objects = objects;
    }

    /** Moves to another place, of arrays that may be others. */
    public Totals moveTo(long[] newWords, int newAt, Object[] newObjects, int newObjectsAt) {
        words = newWords;
        at = newAt;
        objects = newObjects;
        objectsAt = newObjectsAt;
        return this;
    }
}
