package dev.sameriver.operator;

import dev.sameriver.aggregate.Additions;
import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import java.util.Arrays;

/**
 * Totals by key, each named by two numbers (see {@link Partial}), in one array of longs.
 *
 * <p>An entry is {@value #HEADER} words and then those of its accumulators; accumulators that are
 * objects lie in a second array. The entries of a key form a ring, from the newest to the oldest
 * and on, so that a key goes on as one record; it stays in its order when others are taken out.
 * Adding an entry makes no object as long as there is room, and taking entries out moves the others
 * together in place. How many entries there may be is for {@link PartialBound} to say.
 */
final class PartialTable<T> {

    /** In place of an entry. */
    static final int NONE = -1;

    private static final int HEADER = 4;
    private static final int KEY = 0;
    private static final int NEXT = 1;
    private static final int FROM = 2;
    private static final int TO = 3;

    /** 32 MB of words: with very many columns there is room for fewer entries. */
    private static final int MOST_WORDS = 1 << 22;

    /** What the accumulators that are objects may take in all, about, in bytes. */
    static final long MOST_OBJECT_BYTES = 32L << 20;

    private static final int FIRST_CAPACITY = 1024;

    /**
     * About so many entries are chosen before they are written: to look at them one right after the
     * other brings them into the cache together, as looks at memory overlap then.
     */
    private static final int CHOSEN_AT_ONCE = 256;

    private final Aggregation<T> aggregation;
    private final KeyIndex<T> keys;
    private final PartialBound bound;
    private final int stride;
    private final int objectStride;
    private final long newObjectBytes;
    private final Totals place;
    private final Totals joined;

    private long[] words;
    private Object[] objects;

    /** Entries that are or were in use; those before it which are not have no key. */
    private int end;

    /** The entry to use next, of those that are free; they are chained by {@link #NEXT}. */
    private int free = NONE;

    private int size;

    /** About what the accumulators take that are objects. */
    private long objectBytes;

    /** By key, its newest entry. */
    private int[] newest = new int[FIRST_CAPACITY];

    /** How many keys had their newest entry noted; the others have none. */
    private int noted;

    /** Entries that are to be written and taken out, key by key. */
    private int[] choices = new int[2 * CHOSEN_AT_ONCE];

    private int chosen;

    PartialTable(Aggregation<T> aggregation, KeyIndex<T> keys, int capacity) {
        this.aggregation = aggregation;
        this.keys = keys;
        this.stride = HEADER + aggregation.words();
        this.objectStride = aggregation.objects();
        this.newObjectBytes = aggregation.bytes(aggregation.create());
        int most = MOST_WORDS / stride;
        this.bound = new PartialBound(Math.max(1, Math.min(capacity, most)), most);
        int first = Math.min(FIRST_CAPACITY, bound.capacity());
        words = new long[first * stride];
        objects = new Object[first * objectStride];
        place = new Totals(words, objects);
        joined = new Totals(words, objects);
    }

    /** How many entries there are. */
    int size() {
        return size;
    }

    /** How many entries there may be at most, as long as the table does not grow. */
    int capacity() {
        return bound.capacity();
    }

    /**
     * For how many more entries there is room; 0 or less if there is none, as once objects have
     * grown to their bound.
     */
    int room() {
        return objectBytes < MOST_OBJECT_BYTES ? bound.capacity() - size : 0;
    }

    /** About how many bytes the accumulators take that are objects. */
    long objectBytes() {
        return objectBytes;
    }

    /** No entry is at or beyond this number. */
    int end() {
        return end;
    }

    /** A key's newest entry, or {@link #NONE}. */
    int newest(int key) {
        return key < noted ? newest[key] : NONE;
    }

    /** The entry of the same key that came after this one; after the newest comes the oldest. */
    int next(int entry) {
        return (int) words[entry * stride + NEXT];
    }

    int key(int entry) {
        return (int) words[entry * stride + KEY];
    }

    long from(int entry) {
        return words[entry * stride + FROM];
    }

    long to(int entry) {
        return words[entry * stride + TO];
    }

    void rename(int entry, long from, long to) {
        words[entry * stride + FROM] = from;
        words[entry * stride + TO] = to;
    }

    boolean isNamed(int entry, int key, long from, long to) {
        int at = entry * stride;
        return words[at + FROM] == from && words[at + TO] == to && words[at + KEY] == key;
    }

    /** Where the words of an entry's totals begin. */
    int wordsAt(int entry) {
        return entry * stride + HEADER;
    }

    /** Where the objects of an entry's totals begin. */
    int objectsAt(int entry) {
        return entry * objectStride;
    }

    /** An entry's totals, until another entry's are asked for. */
    Totals totals(int entry) {
        return moveTo(entry, place);
    }

    private Totals moveTo(int entry, Totals totals) {
        return totals.moveTo(words, wordsAt(entry), objects, objectsAt(entry));
    }

    /** Adds values of events to the totals of entries. */
    void add(Additions additions) {
        objectBytes += aggregation.add(additions, words, objects);
        bound.added(additions.size());
    }

    /** Makes room if that pays; says whether there is some now. If not, entries are to be taken. */
    boolean grow() {
        return objectBytes < MOST_OBJECT_BYTES && bound.grow(size);
    }

    /** Adds a key's newest entry, to which no event was added yet. */
    int add(int key, long from, long to) {
        int entry = create(key, from, to);
        note(key);
        int last = newest[key];
        if (last == NONE) {
            words[entry * stride + NEXT] = entry;
        } else {
            linkAfter(last, entry);
        }
        newest[key] = entry;
        return entry;
    }

    /** Adds an entry of the same key between one and the next, which is not the newest. */
    int addAfter(int before, long from, long to) {
        int entry = create(key(before), from, to);
        linkAfter(before, entry);
        return entry;
    }

    private void linkAfter(int before, int entry) {
        words[entry * stride + NEXT] = next(before);
        words[before * stride + NEXT] = entry;
    }

    private int create(int key, long from, long to) {
        int entry = free;
        if (entry == NONE) {
            entry = end++;
            makeRoom();
        } else {
            free = next(entry);
        }
        size++;
        int at = entry * stride;
        words[at + KEY] = key;
        words[at + FROM] = from;
        words[at + TO] = to;
        aggregation.create(totals(entry));
        objectBytes += newObjectBytes;
        return entry;
    }

    /**
     * Merges an entry into another of the same key, and takes it out.
     *
     * @param before the entry that it comes after
     */
    void join(int into, int entry, int before) {
        Totals from = moveTo(entry, joined);
        Totals totals = totals(into);
        objectBytes -= aggregation.bytes(totals) + aggregation.bytes(from);
        aggregation.merge(totals, from);
        objectBytes += aggregation.bytes(totals);
        rename(into, Math.min(from(into), from(entry)), Math.max(to(into), to(entry)));
        remove(entry, before);
    }

    private void remove(int entry, int before) {
        int key = key(entry);
        words[before * stride + NEXT] = next(entry);
        if (newest[key] == entry) {
            newest[key] = before;
        }
        Arrays.fill(objects, objectsAt(entry), objectsAt(entry + 1), null);
        words[entry * stride + KEY] = NONE;
        words[entry * stride + NEXT] = free;
        free = entry;
        size--;
    }

    /** Writes the entries of a choice, key by key, and takes them out; entries are renumbered. */
    void take(Choice choice, PartialWriter writer) {
        int before = size;
        boolean[] kept = new boolean[keys.size()];
        for (int key = 0; key < noted; key++) {
            kept[key] = choose(key, choice);
            if (chosen >= CHOSEN_AT_ONCE) {
                writeChosen(writer);
            }
        }
        writeChosen(writer);
        if (size == 0) {
            clear();
        } else {
            bound.left(size, before);
            moveTogether(kept);
        }
    }

    /** Says of an entry whether it is to be taken out. */
    interface Choice {
        boolean takes(long from, long to);
    }

    /** Says whether the key has entries left; those stay in their order. */
    private boolean choose(int key, Choice choice) {
        int last = newest[key];
        if (last == NONE) {
            return false;
        }
        int oldestLeft = NONE;
        int newestLeft = NONE;
        int entry = last;
        do {
            entry = next(entry);
            if (choice.takes(from(entry), to(entry))) {
                if (chosen == choices.length) {
                    choices = Arrays.copyOf(choices, 2 * chosen);
                }
                choices[chosen++] = entry;
            } else {
                if (newestLeft == NONE) {
                    oldestLeft = entry;
                } else {
                    words[newestLeft * stride + NEXT] = entry;
                }
                newestLeft = entry;
            }
        } while (entry != last);
        newest[key] = newestLeft;
        if (newestLeft == NONE) {
            return false;
        }
        words[newestLeft * stride + NEXT] = oldestLeft;
        return true;
    }

    private void writeChosen(PartialWriter writer) {
        int i = 0;
        while (i < chosen) {
            int key = key(choices[i]);
            Object name = keys.key(key);
            do {
                int entry = choices[i++];
                Totals totals = totals(entry);
                objectBytes -= aggregation.bytes(totals);
                writer.add(name, from(entry), to(entry), totals);
                words[entry * stride + KEY] = NONE;
            } while (i < chosen && key(choices[i]) == key);
            writer.finish(name);
        }
        size -= chosen;
        chosen = 0;
    }

    private void clear() {
        Arrays.fill(objects, 0, objectsAt(end), null);
        if (bound.emptied(end)) {
            shrink();
        }
        objectBytes = 0;
        keys.clear();
        noted = 0;
        end = 0;
        free = NONE;
    }

    private void shrink() {
        int room = Math.min(bound.capacity(), words.length / stride);
        words = new long[room * stride];
        objects = new Object[room * objectStride];
        newest = new int[FIRST_CAPACITY];
        choices = new int[2 * CHOSEN_AT_ONCE];
        moveTo(0, place);
        moveTo(0, joined);
    }

    private void moveTogether(boolean[] kept) {
        int[] moved = new int[end];
        int left = 0;
        for (int entry = 0; entry < end; entry++) {
            if (key(entry) != NONE) {
                moved[entry] = left++;
            }
        }
        int[] numbers = new int[kept.length];
        int keysLeft = 0;
        for (int key = 0; key < kept.length; key++) {
            if (kept[key]) {
                newest[keysLeft] = moved[newest[key]];
                numbers[key] = keysLeft++;
            }
        }
        keys.keep(kept);
        noted = keysLeft;
        for (int entry = 0; entry < end; entry++) {
            if (key(entry) != NONE) {
                move(entry, moved[entry], numbers[key(entry)], moved[next(entry)]);
            }
        }
        Arrays.fill(objects, objectsAt(left), objectsAt(end), null);
        end = left;
        free = NONE;
    }

    private void move(int entry, int to, int key, int next) {
        System.arraycopy(words, entry * stride, words, to * stride, stride);
        System.arraycopy(objects, objectsAt(entry), objects, objectsAt(to), objectStride);
        words[to * stride + KEY] = key;
        words[to * stride + NEXT] = next;
    }

    private void note(int key) {
        if (key < noted) {
            return;
        }
        if (key >= newest.length) {
            newest = Arrays.copyOf(newest, Math.max(key + 1, 2 * newest.length));
        }
        Arrays.fill(newest, noted, key + 1, NONE);
        noted = key + 1;
    }

    private void makeRoom() {
        if (end * stride > words.length) {
            int entries = Math.min(bound.capacity(), 2 * (end - 1));
            words = Arrays.copyOf(words, entries * stride);
            objects = Arrays.copyOf(objects, entries * objectStride);
        }
    }
}
