package dev.sameriver.source;

import dev.sameriver.archive.ColumnValues;
import dev.sameriver.archive.RecordKind;
import dev.sameriver.archive.SegmentRows;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Makes a block's payload of columns, where a record is no more than its components and these take
 * all that the columns can hold: then records are made only when one is asked for.
 */
final class ColumnMapper<T> implements BlockMapper<T> {

    private final RecordMapper<T> mapper;
    private final RecordColumn[] components;

    private ColumnMapper(RecordMapper<T> mapper, RecordColumn[] components) {
        this.mapper = mapper;
        this.components = components;
    }

    /** The mapper of a segment's columns; null if records have to be made one by one. */
    static <T> @Nullable ColumnMapper<T> of(RecordMapper<T> mapper, Schema columns) {
        RecordColumn[] components = mapper.resolve(columns);
        for (RecordColumn component : components) {
            Schema column = columns.getFields().get(component.at()).schema();
            ColumnValues.Kind kind = ColumnValues.Kind.of(column);
            if (kind == null || !component.takes(kind)) {
                return null;
            }
        }
        return mapper.makesPlainly() ? new ColumnMapper<>(mapper, components) : null;
    }

    @Override
    public ColumnPayload<T> map(SegmentRows rows) {
        @Nullable String @Nullable [] reasons = rows.areEvents() ? null : deadReasons(rows);
        byte @Nullable [] @Nullable [] raws = null;
        List<ColumnValues> columns = rows.columns();
        for (RecordColumn component : components) {
            ColumnValues values = columns.get(component.at());
            boolean isSure =
                    (values.absent() == null || !component.needsValue())
                            && !component.narrows(values.kind());
            for (int row = 0; !isSure && row < rows.size(); row++) {
                if (rows.kind(row) != RecordKind.EVENT
                        || fits(component, values, row)
                        || (reasons != null && reasons[row] != null)) {
                    continue;
                }
                reasons = reasons == null ? new @Nullable String[rows.size()] : reasons;
                raws = raws == null ? new byte @Nullable [rows.size()][] : raws;
                reasons[row] = reason(component, values, row);
                raws[row] = text(columns, row).getBytes(StandardCharsets.UTF_8);
            }
        }
        return new ColumnPayload<>(mapper, components, rows, reasons, raws);
    }

    /** Why rows are dead; null if none is, as where heartbeats are all that stands among events. */
    private static @Nullable String @Nullable [] deadReasons(SegmentRows rows) {
        @Nullable String @Nullable [] reasons = null;
        for (int row = 0; row < rows.size(); row++) {
            if (rows.kind(row) == RecordKind.DEAD) {
                reasons = reasons == null ? new @Nullable String[rows.size()] : reasons;
                reasons[row] = String.valueOf(rows.reason(row));
            }
        }
        return reasons;
    }

    private static boolean fits(RecordColumn component, ColumnValues values, int row) {
        boolean[] absent = values.absent();
        if (absent != null && absent[row]) {
            return !component.needsValue();
        }
        return !component.narrows(values.kind()) || component.holds(values.longs()[row]);
    }

    private static String reason(RecordColumn component, ColumnValues values, int row) {
        try {
            Object taken = component.read(values.get(row));
            throw new IllegalStateException(component.component() + " takes " + taken);
        } catch (IllegalArgumentException e) {
            return Objects.requireNonNull(e.getMessage());
        }
    }

    private String text(List<ColumnValues> columns, int row) {
        return RecordMapper.text(components, column -> columns.get(column.at()).get(row));
    }
}
