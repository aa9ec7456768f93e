package dev.sameriver.compare;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a row differs.
 *
 * @param key the columns of its primary key, in order
 * @param both how many events both sides count in it
 * @param onlyLeft how many only the left side counts
 * @param onlyRight how many only the right side counts
 * @param events the first of those that only one side counts
 * @param shared the first of those that both count, in the log's order
 */
public record RowReason(
        RowDifference.Kind kind,
        Map<String, String> key,
        Cause cause,
        long both,
        long onlyLeft,
        long onlyRight,
        List<EventReason> events,
        List<SharedEvent> shared) {

    /**
     * An event that both sides count. Times are ISO 8601 text.
     *
     * @param clock the clock of its partition before it; null if there was none
     */
    public record SharedEvent(
            String log,
            int generation,
            int partition,
            long offset,
            String time,
            @Nullable String clock) {}

    /** Why two sides differ in a row. */
    public enum Cause {
        /** They count other events, and each that only one counts is late for the other. */
        LATE,
        /** They count other events, and lateness does not explain all of them. */
        EVENTS,
        /** They count the same events, and make another row of them. */
        CODE,
        /** A table does not hold the row that its view derives from the log. */
        STORED,
        /** The archive does not reach the row yet, or neither side derives it. */
        UNKNOWN
    }
}
