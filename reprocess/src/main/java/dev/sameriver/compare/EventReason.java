package dev.sameriver.compare;

import org.jspecify.annotations.Nullable;

/**
 * An event that only one side counts in a row, and what the other side made of it. Times are ISO
 * 8601 text.
 *
 * @param countedBy the side that counts it
 * @param clock the clock of its partition before it, as that side has it; null if there was none
 * @param otherSide the side that does not
 * @param verdict what that side made of it
 * @param otherClock the clock that made it late; null if it is not late there, or had none
 * @param reason why it is dead there; null if it is not
 */
public record EventReason(
        String countedBy,
        String log,
        int generation,
        int partition,
        long offset,
        String time,
        @Nullable String clock,
        String otherSide,
        Verdict verdict,
        @Nullable String otherClock,
        @Nullable String reason) {

    /** What a side made of an event that it does not count in a row. */
    public enum Verdict {
        /** The clock of its partition had reached the end of the row's window. */
        LATE,
        /** It could not be decoded, or the view's code failed on it. */
        DEAD,
        /** Neither: it has another key or window there, or code on its way dropped it. */
        ELSEWHERE
    }
}
