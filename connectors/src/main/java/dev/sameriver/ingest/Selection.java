package dev.sameriver.ingest;

import dev.sameriver.archive.TimeField;
import dev.sameriver.view.UserError;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the rows that arrived in a range. A row without a value in the order column, as a dead
 * one is, arrived with the row before it.
 */
final class Selection {

    private static final Selection ALL = new Selection(null, Long.MIN_VALUE, Long.MAX_VALUE);

    private final @Nullable TimeField order;
    private final long from;
    private final long to;
    private boolean last;

    private Selection(@Nullable TimeField order, long from, long to) {
        this.order = order;
        this.from = from;
        this.to = to;
        this.last = from == Long.MIN_VALUE;
    }

    static Selection of(ImportPlan plan) {
        ImportOptions options = plan.options();
        ArrivalRange range = options.arrived();
        String column = options.orderField();
        return column == null || range.equals(ArrivalRange.ALL)
                ? ALL
                : new Selection(
                        TimeField.of(plan.schema(), column),
                        millis(range.from(), Long.MIN_VALUE),
                        millis(range.to(), Long.MAX_VALUE));
    }

    /**
     * Checks that rows can be chosen by a range.
     *
     * @throws UserError if there is no order column, or it is not a time
     */
    static void check(Schema schema, @Nullable String column, ArrivalRange range) {
        if (range.equals(ArrivalRange.ALL)) {
            return;
        }
        if (column == null) {
            throw new UserError(
                    "A range of arrival needs the column that gives it, but --from or --to was"
                            + " given without --order: name the column.");
        }
        if (!TimeField.isTime(schema, column)) {
            throw new UserError(
                    "A range of arrival needs a timestamp, or a long of epoch milliseconds, but --order '%s' is %s: leave --from and --to out, or give a schema."
                            .formatted(column, schema.getField(column).schema()));
        }
    }

    boolean includes(@Nullable GenericRecord record) {
        Long millis = order == null || record == null ? null : order.millis(record);
        if (millis != null) {
            last = millis >= from && millis < to;
        }
        return last;
    }

    private static long millis(@Nullable Instant instant, long otherwise) {
        return instant == null ? otherwise : instant.toEpochMilli();
    }
}
