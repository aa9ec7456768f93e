package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Totals in the order of their names; a name is a pair of numbers, see {@link Partial}. They lie
 * one behind the other in one array of words, each behind its name. The least names are taken out
 * first, which moves nothing.
 */
final class Entries {

    private static final Object[] NO_OBJECTS = {};

    private static final int FROM = 0;
    private static final int TO = 1;
    private static final int HEADER = 2;

    private static final int BYTES_ALONE = 120;

    private final Aggregation<?> aggregation;

    private final int stride;
    private final int objectStride;
    private final Totals place;

    private long[] words;
    private Object[] objects;
    private int capacity = 1;
    private int first;
    private int end;

    /** About what the accumulators take that are objects. */
    private long objectBytes;

    Entries(Aggregation<?> aggregation) {
        this.aggregation = aggregation;
        this.stride = HEADER + aggregation.words();
        this.objectStride = aggregation.objects();
        this.words = new long[stride];
        this.objects = objectStride == 0 ? NO_OBJECTS : new Object[objectStride];
        this.place = new Totals(words, objects);
    }

    int size() {
        return end - first;
    }

    long from(int index) {
        return words[(first + index) * stride + FROM];
    }

    long to(int index) {
        return words[(first + index) * stride + TO];
    }

    /** About how many bytes of memory all of this takes. */
    long bytes() {
        return BYTES_ALONE
                + (long) Long.BYTES * words.length
                + (long) Integer.BYTES * objects.length
                + objectBytes;
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
        long from = words[entry * stride + FROM];
        return from < entryFrom || (from == entryFrom && words[entry * stride + TO] < entryTo);
    }

    /** Adds totals to the entry of this name, or as a new one. */
    void merge(long entryFrom, long entryTo, Totals added) {
        int index = indexOf(entryFrom, entryTo);
        if (index < size() && from(index) == entryFrom && to(index) == entryTo) {
            Totals held = totals(index);
            objectBytes -= aggregation.bytes(held);
            aggregation.merge(held, added);
            objectBytes += aggregation.bytes(held);
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
        words[entry * stride + FROM] = entryFrom;
        words[entry * stride + TO] = entryTo;
        objectBytes += aggregation.bytes(added);
        aggregation.move(added, at(entry));
        end++;
    }

    void remove(int index) {
        int entry = first + index;
        objectBytes -= aggregation.bytes(at(entry));
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

    /** Writing may bring an accumulator into another form, so what it takes is counted anew. */
    void write(DataOutputView out) throws IOException {
        objectBytes = 0;
        out.writeInt(size());
        for (int i = 0; i < size(); i++) {
            out.writeLong(from(i));
            out.writeLong(to(i));
            aggregation.write(totals(i), out);
            objectBytes += aggregation.bytes(totals(i));
        }
    }

    void read(DataInputView in) throws IOException {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            insert(size(), in.readLong(), in.readLong(), aggregation.read(in));
        }
    }

    private Totals at(int entry) {
        return place.moveTo(words, entry * stride + HEADER, objects, entry * objectStride);
    }

    private void shift(int source, int target, int count) {
        if (count == 0) {
            return;
        }
        System.arraycopy(words, source * stride, words, target * stride, count * stride);
        System.arraycopy(
                objects,
                source * objectStride,
                objects,
                target * objectStride,
                count * objectStride);
    }

    private void makeRoom() {
        if (end < capacity) {
            return;
        }
        int size = size();
        capacity = size > capacity / 2 ? 2 * capacity : capacity;
        words = moved(words, new long[capacity * stride], stride);
        if (objectStride > 0) {
            objects = moved(objects, new Object[capacity * objectStride], objectStride);
        }
        first = 0;
        end = size;
    }

    /** Copies the entries to the start of an array. */
    private <A> A moved(A array, A into, int each) {
        System.arraycopy(array, first * each, into, 0, size() * each);
        return into;
    }
}
