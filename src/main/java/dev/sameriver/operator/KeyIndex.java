package dev.sameriver.operator;

import dev.sameriver.log.EventBlock;

/**
 * Numbers the keys that it meets, from 0 on, so that a table names a key by an int and holds it
 * once.
 */
abstract class KeyIndex<T> {

    /** For how many keys there is room at first. */
    static final int FIRST_KEYS = 512;

    /**
     * Turns to some rows of a block; says whether their keys are there already, as one of its
     * columns, or are still to be read one by one.
     */
    abstract boolean bind(EventBlock<T> block, int[] rows, int size);

    /**
     * Reads a row's key from its event.
     *
     * @throws RuntimeException if it has none, or a getter fails
     */
    abstract void read(T value, int row);

    /** The key of a row that was bound or read. */
    abstract Object keyOf(int row);

    /** The number of a row's key, a new one if the key is. */
    abstract int number(int row);

    /** The key with a number. */
    abstract Object key(int number);

    /** How many keys there are. */
    abstract int size();

    /**
     * Keeps some keys, which are numbered anew in the order that they have.
     *
     * @param kept by number, whether to keep the key
     */
    abstract void keep(boolean[] kept);

    /** Forgets all keys, and lets go of half of the memory if few of it was used. */
    abstract void clear();

    /**
     * How much room there is to be for keys that are met from now on, after some were forgotten.
     */
    static int roomAfter(int used, int room) {
        return used < room / 8 ? Math.max(FIRST_KEYS, room / 2) : room;
    }
}
