package dev.sameriver.source;

import dev.sameriver.archive.ColumnValues;
import dev.sameriver.archive.SegmentRows;
import dev.sameriver.log.Payload;
import org.jspecify.annotations.Nullable;

/**
 * What rows of a segment carry, by column.
 *
 * @param reasons why rows are dead, null for those that are not; null if none is
 * @param raws the bytes of events that do not fit the record; null if all fit
 */
record ColumnPayload<T>(
        RecordMapper<T> mapper,
        RecordColumn[] components,
        SegmentRows rows,
        @Nullable String @Nullable [] reasons,
        byte @Nullable [] @Nullable [] raws)
        implements Payload<T> {

    @Override
    public @Nullable String deadReason(int row) {
        return reasons == null ? null : reasons[row];
    }

    @Override
    public byte @Nullable [] raw(int row) {
        return raws != null && raws[row] != null ? raws[row] : rows.raw(row);
    }

    @Override
    public T value(int row) {
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].read(column(components[i]).get(row));
        }
        return mapper.make(values);
    }

    @Override
    public long @Nullable [] longs(String component) {
        RecordColumn read = find(component);
        return read != null && read.isLongs(column(read).kind()) ? column(read).longs() : null;
    }

    @Override
    public double @Nullable [] doubles(String component) {
        RecordColumn read = find(component);
        return read != null && read.isDoubles(column(read).kind()) ? column(read).doubles() : null;
    }

    @Override
    public @Nullable Object @Nullable [] objects(String component) {
        RecordColumn read = find(component);
        return read != null && read.isTexts(column(read).kind()) ? column(read).objects() : null;
    }

    @Override
    public void release() {
        rows.release();
    }

    private @Nullable RecordColumn find(String component) {
        for (RecordColumn candidate : components) {
            if (candidate.component().equals(component)) {
                return candidate;
            }
        }
        return null;
    }

    private ColumnValues column(RecordColumn component) {
        return rows.columns().get(component.at());
    }
}
