package dev.sameriver.operator;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** Spans of one key, by their entries' numbers, in the order of time. */
final class Spans {

    private final IntToLongFunction from;
    private int[] entries = new int[8];
    private int size;

    /**
     * @param from when a span starts, by its entry's number
     */
    Spans(IntToLongFunction from) {
        this.from = from;
    }

    int get(int index) {
        return entries[index];
    }

    /** The index of the first span that starts after a time; how many there are if none does. */
    int indexAfter(long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (from.applyAsLong(entries[middle]) <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void addLast(int entry) {
        insert(size, entry);
    }

    void insert(int index, int entry) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        System.arraycopy(entries, index, entries, index + 1, size - index);
        entries[index] = entry;
        size++;
    }

    void remove(int index) {
        size--;
        System.arraycopy(entries, index + 1, entries, index, size - index);
    }
}
