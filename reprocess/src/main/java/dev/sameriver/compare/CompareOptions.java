package dev.sameriver.compare;

import dev.sameriver.view.KeyFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison is asked for.
 *
 * @param from windows that start at or after this; null for no bound
 * @param to windows that end at or before this; null for no bound
 * @param sample which share of the keys, from above 0 to 1; null for all
 * @param sampleStart where that part starts among all keys, from 0 to less than 1
 * @param limit how many differing rows are listed, 0 or more; all are counted
 * @param explain how many of them are explained, 0 or more; with 0 nothing is derived for it
 * @param parallelism of what is derived
 */
public record CompareOptions(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Double sample,
        double sampleStart,
        int limit,
        int explain,
        int parallelism) {

    /** With a sample that starts at 0. */
    public CompareOptions(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Double sample,
            int limit,
            int explain,
            int parallelism) {
        this(from, to, sample, 0, limit, explain, parallelism);
    }

    /** All rows of all keys, twenty listed, five explained. */
    public static final CompareOptions ALL = new CompareOptions(null, null, null, 20, 5, 1);

    /** The keys of the sample; null for all. */
    @Nullable KeyFilter keys() {
        return sample == null ? null : KeyFilter.slice(sampleStart, sample);
    }
}
