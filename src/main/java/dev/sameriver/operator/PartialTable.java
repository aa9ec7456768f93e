package dev.sameriver.operator;

import dev.sameriver.aggregate.Totals;
import org.jspecify.annotations.Nullable;

/**
 * Accumulators by (key, slice, first window that counts): a hash table with open addressing, so
 * that finding an entry makes no object.
 */
final class PartialTable {

    /** Takes one entry of the table. */
    interface Taker {
        void take(Object key, long slice, long first, Totals accumulators);
    }

    /** Says of a slice and a first window whether its entry is to be taken out. */
    interface Choice {
        boolean takes(long slice, long first);
    }

    private @Nullable Object[] keys;
    private long[] slices;
    private long[] firsts;
    private @Nullable Totals[] accumulators;
    private int size;

    PartialTable() {
        keys = new Object[1024];
        slices = new long[1024];
        firsts = new long[1024];
        accumulators = new Totals[1024];
    }

    int size() {
        return size;
    }

    /** The accumulators of an entry, or null if there is none. */
    @Nullable Totals get(Object key, long slice, long first) {
        return accumulators[find(key, slice, first)];
    }

    /** Adds an entry that is not there yet. */
    void put(Object key, long slice, long first, Totals added) {
        if (2 * size >= keys.length) {
            resize(2 * keys.length);
        }
        insert(key, slice, first, added);
    }

    /** Takes out the entries that a choice names. */
    void take(Choice choice, Taker taker) {
        @Nullable Object[] oldKeys = keys;
        long[] oldSlices = slices;
        long[] oldFirsts = firsts;
        @Nullable Totals[] oldAccumulators = accumulators;
        clear(oldKeys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            Object key = oldKeys[i];
            Totals entry = oldAccumulators[i];
            if (key == null || entry == null) {
                continue;
            }
            if (choice.takes(oldSlices[i], oldFirsts[i])) {
                taker.take(key, oldSlices[i], oldFirsts[i], entry);
            } else {
                insert(key, oldSlices[i], oldFirsts[i], entry);
            }
        }
    }

    private void resize(int capacity) {
        @Nullable Object[] oldKeys = keys;
        long[] oldSlices = slices;
        long[] oldFirsts = firsts;
        @Nullable Totals[] oldAccumulators = accumulators;
        clear(capacity);
        for (int i = 0; i < oldKeys.length; i++) {
            Object key = oldKeys[i];
            Totals entry = oldAccumulators[i];
            if (key != null && entry != null) {
                insert(key, oldSlices[i], oldFirsts[i], entry);
            }
        }
    }

    private void clear(int capacity) {
        keys = new Object[capacity];
        slices = new long[capacity];
        firsts = new long[capacity];
        accumulators = new Totals[capacity];
        size = 0;
    }

    private void insert(Object key, long slice, long first, Totals added) {
        int at = find(key, slice, first);
        keys[at] = key;
        slices[at] = slice;
        firsts[at] = first;
        accumulators[at] = added;
        size++;
    }

    private int find(Object key, long slice, long first) {
        int mask = keys.length - 1;
        int at = hash(key, slice, first) & mask;
        while (true) {
            Object there = keys[at];
            if (there == null
                    || (slices[at] == slice && firsts[at] == first && there.equals(key))) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    private static int hash(Object key, long slice, long first) {
        long mixed = (key.hashCode() * 0x9E3779B97F4A7C15L) ^ (slice * 0xC2B2AE3D27D4EB4FL) ^ first;
        mixed *= 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }
}
