package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Totals in the order of their names; a name is a pair of numbers, see {@link Partial}. They lie
 * one behind the other in one array of words. The least names are taken out first, which moves
 * nothing.
 */
final class Entries {

    private static final Object[] NO_OBJECTS = {};

    private final Aggregation<?> aggregation;

    private final int stride;
    private final int objectStride;
    private final Totals place;

    private long[] from = new long[2];
    private long[] to = new long[2];
    private long[] words;
    private Object[] objects;
    private int first;
    private int end;

    Entries(Aggregation<?> aggregation) {
        this.aggregation = aggregation;
        this.stride = aggregation.words();
        this.objectStride = aggregation.objects();
        this.words = new long[2 * stride];
        this.objects = objectStride == 0 ? NO_OBJECTS : new Object[2 * objectStride];
        this.place = new Totals(words, objects);
    }

    int size() {
        return end - first;
    }

    long from(int index) {
        return from[first + index];
    }

    long to(int index) {
        return to[first + index];
    }

    /** An entry's totals, until another entry's are asked for. */
    Totals totals(int index) {
        return at(first + index);
    }

    /** The index of the first entry whose name is not less than this one. */
    int indexOf(long entryFrom, long entryTo) {
        int low = first;
        int high = end;
        if (high > low && isLess(high - 1, entryFrom, entryTo)) {
            // Mostly, what comes is the newest.
            return size();
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isLess(middle, entryFrom, entryTo)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - first;
    }

    private boolean isLess(int entry, long entryFrom, long entryTo) {
        return from[entry] < entryFrom || (from[entry] == entryFrom && to[entry] < entryTo);
    }

    /** Adds totals to the entry of this name, or as a new one. */
    void merge(long entryFrom, long entryTo, Totals added) {
        int index = indexOf(entryFrom, entryTo);
        if (index < size() && from(index) == entryFrom && to(index) == entryTo) {
            aggregation.merge(totals(index), added);
        } else {
            insert(index, entryFrom, entryTo, added);
        }
    }

    /**
     * Adds an entry.
     *
     * @param added totals that no one else uses any more
     */
    void insert(int index, long entryFrom, long entryTo, Totals added) {
        makeRoom();
        int entry = first + index;
        shift(entry, entry + 1, end - entry);
        from[entry] = entryFrom;
        to[entry] = entryTo;
        aggregation.move(added, at(entry));
        end++;
    }

    void remove(int index) {
        int entry = first + index;
        if (index > 0) {
            shift(entry + 1, entry, end - entry - 1);
            end--;
            Arrays.fill(objects, end * objectStride, (end + 1) * objectStride, null);
        } else {
            Arrays.fill(objects, first * objectStride, (first + 1) * objectStride, null);
            first++;
        }
        if (first == end) {
            first = 0;
            end = 0;
        }
    }

    void write(DataOutputView out) throws IOException {
        out.writeInt(size());
        for (int i = 0; i < size(); i++) {
            out.writeLong(from(i));
            out.writeLong(to(i));
            aggregation.write(totals(i), out);
        }
    }

    void read(DataInputView in) throws IOException {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            insert(size(), in.readLong(), in.readLong(), aggregation.read(in));
        }
    }

    private Totals at(int entry) {
        return place.moveTo(words, entry * stride, objects, entry * objectStride);
    }

    private void shift(int source, int target, int count) {
        if (count == 0) {
            return;
        }
        System.arraycopy(from, source, from, target, count);
        System.arraycopy(to, source, to, target, count);
        System.arraycopy(words, source * stride, words, target * stride, count * stride);
        System.arraycopy(
                objects,
                source * objectStride,
                objects,
                target * objectStride,
                count * objectStride);
    }

    private void makeRoom() {
        if (end < from.length) {
            return;
        }
        int size = size();
        int capacity = size > from.length / 2 ? 2 * from.length : from.length;
        from = Arrays.copyOf(Arrays.copyOfRange(from, first, end), capacity);
        to = Arrays.copyOf(Arrays.copyOfRange(to, first, end), capacity);
        words =
                Arrays.copyOf(
                        Arrays.copyOfRange(words, first * stride, end * stride), capacity * stride);
        if (objectStride > 0) {
            objects =
                    Arrays.copyOf(
                            Arrays.copyOfRange(objects, first * objectStride, end * objectStride),
                            capacity * objectStride);
        }
        first = 0;
        end = size;
    }
}
