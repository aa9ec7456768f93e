package dev.sameriver.operator;

import java.util.Arrays;

/**
 * Finds the entries of a table by key, slice and first window that counts, by a hash of them; those
 * that were found last without one. A key's events are mostly of two neighbouring slices for a
 * while, in no order, so that a key has two places for its last entries, which slices use in turn;
 * where there are two slices to a step, every second two neighbours share one.
 */
final class SliceIndex {

    private static final int FIRST_SLOTS = 1024;

    private final PartialTable<?> table;

    /**
     * Times a slice, its top bit is another for each next one, or pair where there are two to a
     * step.
     */
    private final long turns;

    /** By key and turn the entry that was found last, plus 1; or 0. */
    private int[] last = new int[FIRST_SLOTS];

    /**
     * With open addressing: a hash and an entry plus 1, or 0. The hash is here so that other
     * entries on the way to one are told from it without a look at the table.
     */
    private long[] slots = new long[FIRST_SLOTS];

    /**
     * @param stepMillis from a window's start to the next one's
     */
    SliceIndex(PartialTable<?> table, long stepMillis) {
        this.table = table;
        this.turns = Long.divideUnsigned(-1, 2 * stepMillis);
    }

    /** The entry of this name, which is added if it is not there; the table must have room. */
    int entry(int key, long slice, long first) {
        int place = 2 * key + (int) ((slice * turns) >>> 63);
        if (place < last.length) {
            int entry = last[place] - 1;
            if (entry >= 0 && table.isNamed(entry, key, slice, first)) {
                return entry;
            }
        } else {
            last = Arrays.copyOf(last, 2 * place);
        }
        int entry = find(key, slice, first);
        last[place] = entry + 1;
        return entry;
    }

    private int find(int key, long slice, long first) {
        int mask = slots.length - 1;
        int hash = hash(key, slice, first);
        int slot = hash & mask;
        while (slots[slot] != 0) {
            int entry = (int) slots[slot] - 1;
            if ((int) (slots[slot] >>> 32) == hash && table.isNamed(entry, key, slice, first)) {
                return entry;
            }
            slot = (slot + 1) & mask;
        }
        int entry = table.add(key, slice, first);
        slots[slot] = slot(hash, entry);
        if (2 * table.size() > slots.length) {
            slots = new long[2 * slots.length];
            fill();
        }
        return entry;
    }

    /** Finds entries again after they were renumbered, in a table that may have shrunk. */
    void rebuild() {
        int most = Math.max(FIRST_SLOTS, 4 * table.capacity());
        if (last.length > most) {
            last = new int[last.length / 2];
        } else {
            Arrays.fill(last, 0);
        }
        if (slots.length > most) {
            slots = new long[slots.length / 2];
        } else {
            Arrays.fill(slots, 0);
        }
        fill();
    }

    private void fill() {
        int mask = slots.length - 1;
        for (int entry = 0; entry < table.end(); entry++) {
            int hash = hash(table.key(entry), table.from(entry), table.to(entry));
            int slot = hash & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = slot(hash, entry);
        }
    }

    private static long slot(int hash, int entry) {
        return ((long) hash << 32) | (entry + 1);
    }

    private static int hash(int key, long slice, long first) {
        long mixed = (key * 0x9E3779B97F4A7C15L) ^ (slice * 0xC2B2AE3D27D4EB4FL) ^ first;
        mixed *= 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }
}
