package dev.sameriver.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run asks of a view.
 *
 * @param from rows of windows that start at or after this; null for no bound
 * @param to rows of windows that end at or before this; null for no bound
 * @param open whether windows still open where a bounded run ends are given too, marked as not
 *     final
 * @param early whether early results are given where the view declares them
 * @param foldLate whether events count that are late; for runs over all of a range at once only, as
 *     then every window is open until the end
 */
public record RunOptions(
        @Nullable Instant from,
        @Nullable Instant to,
        boolean open,
        boolean early,
        boolean foldLate) {

    /** All final rows and no others. */
    public static final RunOptions FINAL_ROWS = new RunOptions(null, null, false, false, false);

    /** Final rows, and before them the early results that the view declares. */
    public static final RunOptions LIVE = new RunOptions(null, null, false, true, false);
}
