package dev.sameriver.compare;

import dev.sameriver.connect.ExternalSorter.Sorted;
import java.io.IOException;
import java.util.Arrays;

/** Walks through the sorted rows of two sides, as {@link RowText} made them, side by side. */
final class RowMerge {

    private RowMerge() {}

    /** Is told of the rows that differ, in the order of their keys. */
    interface Listener {

        /** Only the left side has the row. */
        void missing(byte[] left);

        /** Only the right side has the row. */
        void extra(byte[] right);

        /** Both have a row with this key, but not the same. */
        void different(byte[] left, byte[] right);
    }

    static void run(Sorted left, Sorted right, int keyColumns, Listener listener)
            throws IOException {
        byte[] first = left.next();
        byte[] second = right.next();
        while (first != null || second != null) {
            int order =
                    first == null ? 1 : second == null ? -1 : compare(first, second, keyColumns);
            if (first != null && order < 0) {
                listener.missing(first);
                first = left.next();
            } else if (second != null && order > 0) {
                listener.extra(second);
                second = right.next();
            } else if (first != null && second != null) {
                if (!Arrays.equals(first, second)) {
                    listener.different(first, second);
                }
                first = left.next();
                second = right.next();
            }
        }
    }

    private static int compare(byte[] left, byte[] right, int keyColumns) {
        return Arrays.compareUnsigned(
                left,
                0,
                RowText.keyLength(left, keyColumns),
                right,
                0,
                RowText.keyLength(right, keyColumns));
    }
}
