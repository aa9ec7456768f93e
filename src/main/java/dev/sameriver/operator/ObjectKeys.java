package dev.sameriver.operator;

import dev.sameriver.log.EventBlock;
import dev.sameriver.view.ColumnType;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keys of any type, told apart by {@code equals}. */
final class ObjectKeys<T> extends KeyIndex<T> {

    private final KeyColumns<T> columns;
    private final @Nullable String component;

    private @Nullable Object[] own = new @Nullable Object[0];
    private @Nullable Object[] bound = own;

    private @Nullable Object[] keys = new @Nullable Object[FIRST_KEYS];
    private int[] hashes = new int[FIRST_KEYS];
    private int size;

    /** By hash, with open addressing: a key's number plus 1, or 0. */
    private int[] slots = new int[2 * FIRST_KEYS];

    ObjectKeys(KeyColumns<T> columns) {
        this.columns = columns;
        this.component = columns.isOne(ColumnType.TEXT) ? columns.component() : null;
    }

    @Override
    boolean bind(EventBlock<T> block, int[] rows, int count) {
        @Nullable Object[] column = component == null ? null : block.objects(component);
        if (column != null && areTexts(column, rows, count)) {
            bound = column;
            return true;
        }
        if (own.length < block.size()) {
            own = new @Nullable Object[block.size()];
        }
        bound = own;
        return false;
    }

    private static boolean areTexts(@Nullable Object[] column, int[] rows, int count) {
        for (int i = 0; i < count; i++) {
            if (!(column[rows[i]] instanceof String)) {
                return false;
            }
        }
        return true;
    }

    @Override
    void read(T value, int row) {
        bound[row] = columns.key(value);
    }

    @Override
    Object keyOf(int row) {
        return Objects.requireNonNull(bound[row], "a row whose key was not read");
    }

    @Override
    int number(int row) {
        Object key = keyOf(row);
        int hash = hash(key);
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (hashes[number] == hash && key.equals(keys[number])) {
                return number;
            }
            slot = (slot + 1) & mask;
        }
        return add(key, hash, slot);
    }

    private int add(Object key, int hash, int slot) {
        keys[size] = key;
        hashes[size] = hash;
        slots[slot] = ++size;
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
            slots = new int[4 * size];
            rebuild();
        }
        return size - 1;
    }

    @Override
    Object key(int number) {
        return Objects.requireNonNull(keys[number], "a number without a key");
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
                keys[next] = keys[number];
                hashes[next++] = hashes[number];
            }
        }
        Arrays.fill(keys, next, size, null);
        size = next;
        Arrays.fill(slots, 0);
        rebuild();
    }

    @Override
    void clear() {
        int room = roomAfter(size, keys.length);
        if (room < keys.length) {
            keys = new @Nullable Object[room];
            hashes = new int[room];
            slots = new int[2 * room];
        } else {
            Arrays.fill(keys, 0, size, null);
            Arrays.fill(slots, 0);
        }
        size = 0;
    }

    private void rebuild() {
        int mask = slots.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = hashes[number] & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number + 1;
        }
    }

    private static int hash(Object key) {
        int mixed = key.hashCode() * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }
}
