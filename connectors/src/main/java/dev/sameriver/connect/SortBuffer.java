package dev.sameriver.connect;

import java.util.Arrays;

/** Records in one array, sorted by their places in it; the first eight bytes are compared first. */
final class SortBuffer {

    private static final int PER_RECORD = 32;

    private final int limit;
    private byte[] bytes = new byte[64 << 10];
    private int[] from = new int[1024];
    private long[] prefix = new long[1024];
    private int used;
    private int count;

    SortBuffer(int limit) {
        this.limit = limit;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void clear() {
        used = 0;
        count = 0;
    }

    /** Whether there was room. */
    boolean add(byte[] record, int start, int length) {
        if ((long) used + length + (long) PER_RECORD * (count + 1) > limit) {
            return false;
        }
        if (used + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, capacity(bytes.length, used + length));
        }
        if (count + 1 >= from.length) {
            from = Arrays.copyOf(from, from.length * 2);
            prefix = Arrays.copyOf(prefix, prefix.length * 2);
        }
        System.arraycopy(record, start, bytes, used, length);
        prefix[count] = prefix(record, start, length);
        from[count] = used;
        used += length;
        count++;
        from[count] = used;
        return true;
    }

    private int capacity(int current, int needed) {
        return (int) Math.min(limit, Math.max(needed, current * 2L));
    }

    /** The first eight bytes as a number that compares, signed, as they do unsigned. */
    private static long prefix(byte[] record, int start, int length) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | (i < length ? record[start + i] & 0xff : 0);
        }
        return value ^ Long.MIN_VALUE;
    }

    /** The records in order; valid until the buffer is cleared. */
    ExternalSorter.Sorted sorted() {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        sort(order.clone(), order, 0, count);
        int[] at = {0};
        return () -> {
            if (at[0] == order.length) {
                return null;
            }
            int record = order[at[0]++];
            return Arrays.copyOfRange(bytes, from[record], from[record + 1]);
        };
    }

    /** A merge sort, which keeps equal records in their order; {@code source} is overwritten. */
    private void sort(int[] source, int[] target, int start, int end) {
        if (end - start < 2) {
            return;
        }
        int middle = (start + end) >>> 1;
        sort(target, source, start, middle);
        sort(target, source, middle, end);
        if (compare(source[middle - 1], source[middle]) <= 0) {
            System.arraycopy(source, start, target, start, end - start);
            return;
        }
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft =
                    right >= end || (left < middle && compare(source[left], source[right]) <= 0);
            target[i] = takeLeft ? source[left++] : source[right++];
        }
    }

    private int compare(int one, int other) {
        int order = Long.compare(prefix[one], prefix[other]);
        return order != 0
                ? order
                : Arrays.compareUnsigned(
                        bytes, from[one], from[one + 1], bytes, from[other], from[other + 1]);
    }
}
