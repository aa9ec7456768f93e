package dev.sameriver.archive;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Arrays that columns are read into over and over, so that reading makes little garbage and stays
 * in the processor's caches. Taken by one thread; given back, by {@link SegmentRows#release}, by
 * any.
 */
public final class ArrayPool {

    private final int length;
    private final Deque<long[]> longs = new ConcurrentLinkedDeque<>();
    private final Deque<double[]> doubles = new ConcurrentLinkedDeque<>();
    private final Deque<@Nullable Object[]> objects = new ConcurrentLinkedDeque<>();

    /**
     * @param length of the arrays: how many rows are read at once at most
     */
    public ArrayPool(int length) {
        this.length = length;
    }

    /** An array of any content. */
    long[] longs() {
        long[] pooled = longs.pollFirst();
        return pooled == null ? new long[length] : pooled;
    }

    double[] doubles() {
        double[] pooled = doubles.pollFirst();
        return pooled == null ? new double[length] : pooled;
    }

    @Nullable Object[] objects() {
        @Nullable Object[] pooled = objects.pollFirst();
        return pooled == null ? new @Nullable Object[length] : pooled;
    }

    /** Takes an array back, which whoever had it must not touch again. */
    void give(long[] array) {
        longs.addFirst(array);
    }

    void give(double[] array) {
        doubles.addFirst(array);
    }

    void give(@Nullable Object[] array) {
        objects.addFirst(array);
    }
}
