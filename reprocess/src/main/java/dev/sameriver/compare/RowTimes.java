package dev.sameriver.compare;

import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The columns that say whether a row is in a range, and so whether it is final: the start and the
 * end of its window, or the time of its event, which is both ends of a row that was derived in
 * order.
 *
 * <p>The row of an event at 10:00 stands for the millisecond from 10:00 on: it is final, as a
 * window that ends at 10:00:00.001 is, once the clock has reached that.
 */
record RowTimes(String start, String end) {

    private static final RowTimes WINDOW = new RowTimes(ComparedColumns.START, ComparedColumns.END);
    private static final Column EVENT_TIME = new Column("event_time", ColumnType.TIMESTAMP);

    /** The columns of a schema; null if its rows have no times. */
    static @Nullable RowTimes of(RowSchema schema) {
        if (schema.columns().indexOf(EVENT_TIME) == schema.keyColumns()) {
            return new RowTimes(EVENT_TIME.name(), EVENT_TIME.name());
        }
        return schema.names().containsAll(List.of(WINDOW.start, WINDOW.end)) ? WINDOW : null;
    }

    /** Whether a row's times are that of one event. */
    boolean isOfEvents() {
        return start.equals(end);
    }

    /** Whether rows of a schema are in a range; those without times always are. */
    static Predicate<ViewRow> in(Range range, RowSchema schema) {
        RowTimes times = of(schema);
        if (times == null) {
            return row -> true;
        }
        int start = schema.names().indexOf(times.start);
        int end = schema.names().indexOf(times.end);
        long more = times.isOfEvents() ? 1 : 0;
        return row ->
                row.get(start) instanceof Long from
                        && row.get(end) instanceof Long to
                        && range.holds(from, to + more);
    }

    /** That a row is in a range, in SQL. */
    Condition in(Range range, Condition condition) {
        Condition in = condition;
        if (range.from() != Long.MIN_VALUE) {
            in = in.and(start + " >= ?::timestamptz", Range.time(range.from()));
        }
        if (range.to() != Long.MAX_VALUE) {
            in =
                    in.and(
                            end + (isOfEvents() ? " <" : " <=") + " ?::timestamptz",
                            Range.time(range.to()));
        }
        return in;
    }
}
