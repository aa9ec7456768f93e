package dev.sameriver.compare;

import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;

/** Where the final rows of one side come from. */
interface RowSource {

    RowSchema schema();

    /**
     * Up to when the side's rows are final, in milliseconds since 1970-01-01T00:00Z: a window that
     * ends at or before this has its row, and so have events before it. {@link Long#MIN_VALUE} if
     * none is.
     */
    long end() throws Exception;

    /** Gives the rows of a range, in no order. */
    void read(Range range, Taker taker) throws Exception;

    /** Takes rows. */
    interface Taker {
        void take(ViewRow row) throws Exception;
    }
}
