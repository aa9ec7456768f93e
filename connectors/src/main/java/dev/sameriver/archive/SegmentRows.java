package dev.sameriver.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a segment that follow each other, column by column.
 *
 * <p>Rows count from 0; the arrays may be longer. What the events' columns hold at a row that is no
 * event is absent.
 */
public final class SegmentRows {

    private final long[] offsets;
    private final long[] times;
    private final long @Nullable [] kinds;
    private final @Nullable Object @Nullable [] reasons;
    private final @Nullable Object @Nullable [] raws;
    private final List<ColumnValues> columns;
    private final ArrayPool pool;
    private final long[] clocks;

    private int size;
    private boolean released;

    SegmentRows(
            int size,
            long[] offsets,
            long[] times,
            long @Nullable [] kinds,
            @Nullable Object @Nullable [] reasons,
            @Nullable Object @Nullable [] raws,
            List<ColumnValues> columns,
            ArrayPool pool) {
        this.size = size;
        this.offsets = offsets;
        this.times = times;
        this.kinds = kinds;
        this.reasons = reasons;
        this.raws = raws;
        this.columns = columns;
        this.pool = pool;
        this.clocks = pool.longs();
    }

    /** How many rows there are. */
    public int size() {
        return size;
    }

    /** The rows' offsets, ascending. */
    public long[] offsets() {
        return offsets;
    }

    /**
     * The rows' times in milliseconds since 1970-01-01T00:00Z; {@link dev.sameriver.log.Clock#NONE}
     * for a dead one.
     */
    public long[] times() {
        return times;
    }

    /** Room for the partition's clock before each row, for whoever knows it. */
    public long[] clocks() {
        return clocks;
    }

    /** Whether all rows are events. */
    public boolean areEvents() {
        return kinds == null;
    }

    public RecordKind kind(int row) {
        return kinds == null ? RecordKind.EVENT : RecordKind.of((int) kinds[row]);
    }

    /** Why a dead row could not be decoded; null for others. */
    public @Nullable String reason(int row) {
        return reasons == null ? null : (String) reasons[row];
    }

    /** The bytes of a dead row; null if it had none, and for others. */
    public byte @Nullable [] raw(int row) {
        return raws == null ? null : (byte[]) raws[row];
    }

    /** The events' columns that were asked for, in the order of the reader's schema. */
    public List<ColumnValues> columns() {
        return columns;
    }

    /**
     * Gives the arrays back to be read into again: nobody may look at the rows any more.
     *
     * @throws IllegalStateException if it was called before, as two would then share the arrays
     */
    public void release() {
        if (released) {
            throw new IllegalStateException("rows were released twice");
        }
        released = true;
        pool.give(offsets);
        pool.give(times);
        pool.give(clocks);
        if (kinds != null) {
            pool.give(kinds);
        }
        columns.forEach(column -> column.release(pool));
    }

    /**
     * Keeps some rows, which are numbered anew in their order; the arrays change.
     *
     * @param rows ascending
     */
    public void keep(int[] rows, int count) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            offsets[i] = offsets[row];
            times[i] = times[row];
            if (kinds != null) {
                kinds[i] = kinds[row];
            }
            if (reasons != null) {
                reasons[i] = reasons[row];
            }
            if (raws != null) {
                raws[i] = raws[row];
            }
        }
        columns.forEach(column -> column.keep(rows, count));
        size = count;
    }
}
