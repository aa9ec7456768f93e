package dev.sameriver.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run asks of a view.
 *
 * @param from rows of windows that start at or after this, or of a derivation in order those of
 *     this time or later; null for no bound
 * @param to rows of windows that end at or before this, or those of earlier times; null for no
 *     bound
 * @param open whether windows still open where a bounded run ends are given too, marked as not
 *     final
 * @param early whether early results are given where the view declares them
 * @param keys which keys the run is over; null for all
 * @param traced whether each row has one column more, which lists the events that it counts: {@link
 *     dev.sameriver.aggregate.CountedEvents}
 * @param foldLate whether events count that are late; for batch runs only, in which every window is
 *     open until the end, and for windows and as-of joins only
 */
public record RunOptions(
        @Nullable Instant from,
        @Nullable Instant to,
        boolean open,
        boolean early,
        @Nullable KeyFilter keys,
        boolean traced,
        boolean foldLate) {

    /** All final rows and no others. */
    public static final RunOptions FINAL_ROWS = new RunOptions(null, null, false, false);

    /** Final rows, and before them the early results that the view declares. */
    public static final RunOptions LIVE = new RunOptions(null, null, false, true);

    /** A run over all keys. */
    public RunOptions(@Nullable Instant from, @Nullable Instant to, boolean open, boolean early) {
        this(from, to, open, early, null, false, false);
    }

    /**
     * The final rows of a range, of some keys.
     *
     * @param keys null for all
     */
    public static RunOptions finalRows(
            @Nullable Instant from, @Nullable Instant to, @Nullable KeyFilter keys) {
        return new RunOptions(from, to, false, false, keys, false, false);
    }

    /** The same, with the events that each row counts. */
    public RunOptions withEvents() {
        return new RunOptions(from, to, open, early, keys, true, foldLate);
    }

    /** The same, with the events that are late among those that count. */
    public RunOptions withLateEvents() {
        return new RunOptions(from, to, open, early, keys, traced, true);
    }
}
