package dev.sameriver.operator;

import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Totals in the order of their names; a name is a pair of numbers, see {@link Partial}. The least
 * names are taken out first, which moves nothing.
 */
final class Entries {

    private final Aggregation<?> aggregation;

    private long[] from = new long[2];
    private long[] to = new long[2];
    private Totals[] totals = new Totals[2];
    private int first;
    private int end;

    Entries(Aggregation<?> aggregation) {
        this.aggregation = aggregation;
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

    Totals totals(int index) {
        return totals[first + index];
    }

    /** The index of the first entry whose name is not less than this one. */
    int indexOf(long entryFrom, long entryTo) {
        int low = first;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean less =
                    from[middle] < entryFrom || (from[middle] == entryFrom && to[middle] < entryTo);
            if (less) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - first;
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

    void insert(int index, long entryFrom, long entryTo, Totals added) {
        makeRoom();
        int at = first + index;
        System.arraycopy(from, at, from, at + 1, end - at);
        System.arraycopy(to, at, to, at + 1, end - at);
        System.arraycopy(totals, at, totals, at + 1, end - at);
        from[at] = entryFrom;
        to[at] = entryTo;
        totals[at] = added;
        end++;
    }

    void remove(int index) {
        int at = first + index;
        if (index > 0) {
            System.arraycopy(from, at + 1, from, at, end - at - 1);
            System.arraycopy(to, at + 1, to, at, end - at - 1);
            System.arraycopy(totals, at + 1, totals, at, end - at - 1);
            totals[--end] = null;
        } else {
            totals[first++] = null;
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

    private void makeRoom() {
        if (end < from.length) {
            return;
        }
        int size = size();
        int capacity = size > from.length / 2 ? 2 * from.length : from.length;
        from = moved(from, new long[capacity]);
        to = moved(to, new long[capacity]);
        totals = Arrays.copyOf(Arrays.copyOfRange(totals, first, end), capacity);
        first = 0;
        end = size;
    }

    private long[] moved(long[] old, long[] fresh) {
        System.arraycopy(old, first, fresh, 0, size());
        return fresh;
    }
}
