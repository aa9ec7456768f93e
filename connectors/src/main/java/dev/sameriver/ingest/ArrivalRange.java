package dev.sameriver.ingest;

import dev.sameriver.view.UserError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rows of files that arrived in {@code [from, to)}, by the order column.
 *
 * <p>Example: {@code [null, 2001-03-01T00:00Z)} are January and February of a file of three months;
 * {@code [2001-03-01T00:00Z, null)} is the rest: each row is in one of them.
 *
 * @param from null for the start
 * @param to null for the end
 */
public record ArrivalRange(@Nullable Instant from, @Nullable Instant to) {

    /** All rows. */
    public static final ArrivalRange ALL = new ArrivalRange(null, null);

    public ArrivalRange {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new UserError(
                    "A range must have --from before --to, but --from is %s and --to is %s: exchange them."
                            .formatted(from, to));
        }
    }
}
