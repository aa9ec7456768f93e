package dev.sameriver.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sameriver.compare.RowReason.Cause;
import java.util.List;
import java.util.Map;

/**
 * Why rows differ.
 *
 * @param looked how many of the differing rows were looked into
 * @param all whether that is all of them
 * @param causes how many of those have which cause; causes of none are left out
 * @param rows some of them in detail
 */
public record Why(long looked, boolean all, Map<Cause, Long> causes, List<RowReason> rows) {

    /** How many rows have a cause. */
    public long count(Cause cause) {
        return causes.getOrDefault(cause, 0L);
    }

    /** Whether all rows that were looked into differ by late events only. */
    @JsonProperty
    public boolean onlyLate() {
        return count(Cause.LATE) == looked;
    }
}
