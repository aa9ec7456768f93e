package dev.sameriver.constraint;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A value that one claimant at a time can hold, such as a username; the key is the value.
 *
 * <p>The first claim in order is granted, for as long as its lease; others are refused, and told
 * the holder, until the holder releases the value or the lease ends. A holder that claims again
 * renews its lease, from the time of that claim.
 *
 * <p>With a lease of 1 h: ann claims at 10:00 and holds the value before 11:00. Bob's claim at
 * 10:59 is refused with ann, at 11:00 it is granted.
 *
 * @param holder who was granted the value last; empty if it was released, or never granted
 * @param until when that ends, in milliseconds since 1970-01-01T00:00Z; {@link Long#MAX_VALUE} if
 *     it does not end by itself
 */
public record Claim(String holder, long until) {

    /** A value that nobody holds. */
    public static final Claim FREE = new Claim("", Long.MIN_VALUE);

    /**
     * Claims the value.
     *
     * @param claimant not empty
     * @param time the event time of the claim, in milliseconds since 1970-01-01T00:00Z
     * @param lease how long the value is held, at least 1 ms; null for without end
     * @return {@link Verdict#GRANTED} or {@link Verdict#REFUSED}
     * @throws IllegalArgumentException if the claimant is empty or the lease too short
     */
    public Answer claim(String claimant, long time, @Nullable Duration lease) {
        requireName(claimant);
        if (lease != null && lease.toMillis() < 1) {
            throw new IllegalArgumentException("a lease must be at least 1 ms, but is " + lease);
        }
        if (isHeld(time) && !holder.equals(claimant)) {
            return new Answer(this, Verdict.REFUSED);
        }
        long end = lease == null ? Long.MAX_VALUE : Math.addExact(time, lease.toMillis());
        return new Answer(new Claim(claimant, end), Verdict.GRANTED);
    }

    /**
     * Gives the value back.
     *
     * @param claimant not empty
     * @param time the event time of the release, in milliseconds since 1970-01-01T00:00Z
     * @return {@link Verdict#RELEASED}, or {@link Verdict#REFUSED} if the claimant does not hold it
     * @throws IllegalArgumentException if the claimant is empty
     */
    public Answer release(String claimant, long time) {
        requireName(claimant);
        return isHeld(time) && holder.equals(claimant)
                ? new Answer(FREE, Verdict.RELEASED)
                : new Answer(this, Verdict.REFUSED);
    }

    /** Whether somebody holds the value at a time. */
    public boolean isHeld(long time) {
        return time < until;
    }

    private static void requireName(String claimant) {
        if (claimant.isEmpty()) {
            throw new IllegalArgumentException("a claimant must have a name");
        }
    }

    /** What became of a request. */
    public enum Verdict {
        /** The claimant holds the value now. */
        GRANTED,
        /** The claimant does not hold the value. */
        REFUSED,
        /** The claimant held the value, and nobody does now. */
        RELEASED
    }

    /**
     * The answer to a request.
     *
     * @param next the value's state from now on
     */
    public record Answer(Claim next, Verdict verdict) {}
}
