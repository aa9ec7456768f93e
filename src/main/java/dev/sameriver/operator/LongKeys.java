package dev.sameriver.operator;

import dev.sameriver.log.EventBlock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keys of one column of longs, held and compared as such. */
final class LongKeys<T> extends KeyIndex<T> {

    private final KeyColumns<T> columns;
    private final @Nullable String component;

    private long[] own = new long[0];
    private long[] bound = own;

    private long[] keys = new long[FIRST_KEYS];
    private int size;

    /** By hash, with open addressing: a key's number plus 1, or 0. */
    private int[] slots = new int[2 * FIRST_KEYS];

    LongKeys(KeyColumns<T> columns) {
        this.columns = columns;
        this.component = columns.component();
    }

    @Override
    boolean bind(EventBlock<T> block, int[] rows, int count) {
        long[] column = component == null ? null : block.longs(component);
        if (column != null) {
            bound = column;
            return true;
        }
        if (own.length < block.size()) {
            own = new long[block.size()];
        }
        bound = own;
        return false;
    }

    @Override
    void read(T value, int row) {
        bound[row] = (Long) columns.key(value);
    }

    @Override
    Object keyOf(int row) {
        return bound[row];
    }

    @Override
    int number(int row) {
        long key = bound[row];
        int mask = slots.length - 1;
        int slot = hash(key) & mask;
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (keys[number] == key) {
                return number;
            }
            slot = (slot + 1) & mask;
        }
        return add(key, slot);
    }

    private int add(long key, int slot) {
        keys[size] = key;
        slots[slot] = ++size;
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            slots = new int[4 * size];
            rebuild();
        }
        return size - 1;
    }

    @Override
    Object key(int number) {
        return keys[number];
    }

    @Override
    int size() {
        return size;
    }

    @Override
    void keep(boolean[] kept) {
        int next = 0;
        for (int number = 0; number < size; number++) {
            if (kept[number]) {
                keys[next++] = keys[number];
            }
        }
        size = next;
        Arrays.fill(slots, 0);
        rebuild();
    }

    @Override
    void clear() {
        int room = roomAfter(size, keys.length);
        size = 0;
        if (room < keys.length) {
            keys = new long[room];
            slots = new int[2 * room];
        } else {
            Arrays.fill(slots, 0);
        }
    }

    private void rebuild() {
        int mask = slots.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = hash(keys[number]) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number + 1;
        }
    }

    private static int hash(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed ^ (mixed >>> 32));
    }
}
