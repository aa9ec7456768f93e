package dev.sameriver.aggregate;

import java.util.Arrays;

/**
 * Rows of a block, each with where the totals lie that it is to be added to. They are gathered
 * first and added later, column by column, which is faster than event by event.
 */
public final class Additions {

    int[] rows = new int[64];
    int[] words = new int[64];
    int[] objects = new int[64];
    int size;

    /**
     * Takes one more.
     *
     * @param wordsAt where the words of the totals begin
     * @param objectsAt where their objects begin
     */
    public void put(int row, int wordsAt, int objectsAt) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
            words = Arrays.copyOf(words, 2 * size);
            objects = Arrays.copyOf(objects, 2 * size);
        }
        rows[size] = row;
        words[size] = wordsAt;
        objects[size] = objectsAt;
        size++;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** Forgets them. */
    public void clear() {
        size = 0;
    }
}
