package dev.sameriver.bench.job;

import dev.sameriver.bench.Mix;

/**
 * Sessions by key, of readings that come in the order of time but for less than the gap. Of each
 * key it holds two in one array of longs: the one that goes on, and the one before it, which a
 * reading out of order may still join to that.
 */
final class SessionTable {

    private static final int KEY = 0;
    private static final int OPEN = 1;
    private static final int BEFORE = 6;
    private static final int STRIDE = 11;

    private static final int FIRST = 0;
    private static final int LAST = 1;
    private static final int COUNT = 2;
    private static final int TOTAL = 3;
    private static final int GREATEST = 4;
    private static final int WORDS = 5;

    private final long gap;

    private long[] words = new long[(1 << 12) * STRIDE];
    private int keys;
    private long rows;
    private long checksum;

    /**
     * @param gap in milliseconds
     */
    SessionTable(long gap) {
        this.gap = gap;
    }

    void add(long key, long time, long value) {
        int at = find(key);
        int open = at + OPEN;
        int before = at + BEFORE;
        if (words[open + COUNT] == 0) {
            words[at + KEY] = key;
            keys++;
        } else if (time - words[open + LAST] >= gap) {
            give(at, before);
            System.arraycopy(words, open, words, before, WORDS);
            words[open + COUNT] = 0;
        }
        extend(open, time, value);
        if (words[before + COUNT] > 0 && words[open + FIRST] - words[before + LAST] < gap) {
            words[open + FIRST] = words[before + FIRST];
            words[open + COUNT] += words[before + COUNT];
            words[open + TOTAL] += words[before + TOTAL];
            words[open + GREATEST] = Math.max(words[open + GREATEST], words[before + GREATEST]);
            words[before + COUNT] = 0;
        }
        if (2 * keys > words.length / STRIDE) {
            grow();
        }
    }

    private void extend(int open, long time, long value) {
        boolean isNew = words[open + COUNT] == 0;
        words[open + FIRST] = isNew ? time : Math.min(words[open + FIRST], time);
        words[open + LAST] = isNew ? time : Math.max(words[open + LAST], time);
        words[open + TOTAL] = isNew ? value : words[open + TOTAL] + value;
        words[open + GREATEST] = isNew ? value : Math.max(words[open + GREATEST], value);
        words[open + COUNT]++;
    }

    /** Ends all sessions; says how many there were. */
    long finish() {
        for (int at = 0; at < words.length; at += STRIDE) {
            give(at, at + BEFORE);
            give(at, at + OPEN);
        }
        return rows;
    }

    /** The sum of the hashes of the sessions that have ended; see {@link Checksum}. */
    long checksum() {
        return checksum;
    }

    private void give(int at, int session) {
        if (words[session + COUNT] > 0) {
            rows++;
            checksum +=
                    Checksum.hash(
                            words[at + KEY],
                            words[session + FIRST],
                            words[session + LAST] + gap,
                            words[session + COUNT],
                            words[session + TOTAL],
                            words[session + GREATEST]);
        }
    }

    private int find(long key) {
        int slots = words.length / STRIDE;
        int slot = (int) (Mix.of(key) & (slots - 1));
        while (words[slot * STRIDE + OPEN + COUNT] != 0 && words[slot * STRIDE + KEY] != key) {
            slot = (slot + 1) & (slots - 1);
        }
        return slot * STRIDE;
    }

    private void grow() {
        long[] old = words;
        words = new long[2 * old.length];
        for (int at = 0; at < old.length; at += STRIDE) {
            if (old[at + OPEN + COUNT] > 0) {
                System.arraycopy(old, at, words, find(old[at + KEY]), STRIDE);
            }
        }
    }
}
