package dev.sameriver.bench.job;

import dev.sameriver.bench.Mix;

/** Count, sum and maximum by key and start of a window, in one array of longs. */
final class SumTable {

    private static final int KEY = 0;
    private static final int START = 1;
    private static final int COUNT = 2;
    private static final int TOTAL = 3;
    private static final int GREATEST = 4;
    private static final int STRIDE = 5;

    private long[] words = new long[(1 << 16) * STRIDE];
    private int size;

    int size() {
        return size;
    }

    /** Adds a value, or what some values add up to, whose greatest is given. */
    void add(long key, long start, long count, long value) {
        merge(key, start, count, value, value);
    }

    private void merge(long key, long start, long count, long total, long greatest) {
        int at = find(key, start);
        if (words[at + COUNT] == 0) {
            words[at + KEY] = key;
            words[at + START] = start;
            words[at + GREATEST] = greatest;
            size++;
        }
        words[at + COUNT] += count;
        words[at + TOTAL] += total;
        words[at + GREATEST] = Math.max(words[at + GREATEST], greatest);
        if (2 * size > words.length / STRIDE) {
            grow();
        }
    }

    /** The windows of a length that start every slide, where this table has sums of a slide. */
    SumTable spread(long length, long slide) {
        SumTable windows = new SumTable();
        for (int at = 0; at < words.length; at += STRIDE) {
            for (long back = 0; words[at + COUNT] > 0 && back < length; back += slide) {
                windows.merge(
                        words[at + KEY],
                        words[at + START] - back,
                        words[at + COUNT],
                        words[at + TOTAL],
                        words[at + GREATEST]);
            }
        }
        return windows;
    }

    /** The sum of the hashes of all rows; see {@link Checksum}. */
    long checksum(long length) {
        long sum = 0;
        for (int at = 0; at < words.length; at += STRIDE) {
            if (words[at + COUNT] > 0) {
                sum +=
                        Checksum.hash(
                                words[at + KEY],
                                words[at + START],
                                words[at + START] + length,
                                words[at + COUNT],
                                words[at + TOTAL],
                                words[at + GREATEST]);
            }
        }
        return sum;
    }

    private int find(long key, long start) {
        int slots = words.length / STRIDE;
        int slot = (int) (Mix.of(key * 31 + start) & (slots - 1));
        while (words[slot * STRIDE + COUNT] != 0
                && (words[slot * STRIDE + KEY] != key || words[slot * STRIDE + START] != start)) {
            slot = (slot + 1) & (slots - 1);
        }
        return slot * STRIDE;
    }

    private void grow() {
        long[] old = words;
        words = new long[2 * old.length];
        for (int at = 0; at < old.length; at += STRIDE) {
            if (old[at + COUNT] > 0) {
                System.arraycopy(old, at, words, find(old[at + KEY], old[at + START]), STRIDE);
            }
        }
    }
}
