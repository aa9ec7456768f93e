package dev.sameriver.ordered;

import dev.sameriver.function.Getter;
import dev.sameriver.view.UserError;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What reads ask for: events of a log, by the key that they are about, each answered once.
 *
 * <ul>
 *   <li><b>{@code point}</b>: what holds at the read's event time. One answer.
 *   <li><b>{@code subscribe}</b>: what holds, and each change behind it until the reader cancels,
 *       subscribes to the key anew, or the lease ends. With a position, which is that of an earlier
 *       answer, all that is behind that and nothing else: so a client that lost its connection
 *       misses nothing and is told nothing twice.
 *   <li><b>{@code cancel}</b>: ends the reader's subscription to the key, also one that its client
 *       made after it, if it comes behind that in event time. No answer.
 * </ul>
 *
 * <p>With changes to 5 at 10:00, to 7 at 11:00 and to 4 at 12:00: a point read at 11:00:00.000 is
 * answered 7. A reader who subscribes at 10:30 is answered 5, then 7; and one who does so at 11:30
 * from the position of the first answer is answered 7, then 4.
 *
 * <p><b>The rule.</b> A read at time t is answered by the key's changes up to t, those at t
 * included. A subscription from a position is answered iff no change behind that position is older
 * than t minus the memory; otherwise it is a dead letter, as what was forgotten is not guessed. Of
 * a subscription of time t, changes before t plus the lease are told. A read's turn is that of its
 * event time, whenever its client made it.
 *
 * <p><b>Versions.</b> A position is a point in the order of the changes: by event time, then by
 * where their events stand in the logs, then by index. So every version takes it, and a reader who
 * goes on in another one misses nothing and is told nothing twice if both give what they make of an
 * event at the same event time, and the position is that of an event's last change of the key.
 * Where another version gives 1 change of an event in place of 3, who has the first 2 of the 3 is
 * not told that one; where it gives one at 10:05 in place of 10:00, who has that of 10:00 is told
 * it again.
 *
 * <p>An event that a client sends twice is two reads. Let {@link dev.sameriver.constraint.Once} go
 * before, by the read's id, and it is one.
 *
 * @param <Q> the reads
 */
public final class Reads<Q> implements Serializable {

    private static final Duration LONGEST = Duration.ofDays(36_525);

    /** The lease of subscriptions that do not end by themselves. */
    private static final long EVER = Machine.NEVER;

    private final long memory;
    private final Getter<Q, String> reader;
    private final Getter<Q, String> kind;
    private final Getter<Q, String> position;
    private final long lease;

    private Reads(
            long memory,
            Getter<Q, String> reader,
            Getter<Q, String> kind,
            Getter<Q, String> position,
            long lease) {
        this.memory = memory;
        this.reader = reader;
        this.kind = kind;
        this.position = position;
        this.lease = lease;
    }

    /** What a read asks for. */
    enum Kind {
        POINT,
        SUBSCRIBE,
        CANCEL
    }

    /**
     * Subscriptions last until they are cancelled, unless {@link #lasting} says how long.
     *
     * @param memory how old a change may be that a subscription is to begin with, from zero to 100
     *     years, in event time: the longest time that a reader may be away, and the longest
     *     disorder bound of the view's logs, as the last answer that a reader has got is older by
     *     that
     * @param reader who reads: has one subscription to a key at a time; a read without is dead
     * @param kind {@code point}, {@code subscribe} or {@code cancel}; any other read is dead
     * @param position the {@link dev.sameriver.view.Answer#position} behind which a subscription
     *     begins; null for what holds when it is made
     * @throws UserError if the memory is out of range
     */
    public static <Q> Reads<Q> remembering(
            Duration memory,
            Getter<Q, String> reader,
            Getter<Q, String> kind,
            Getter<Q, String> position) {
        if (memory.isNegative() || memory.compareTo(LONGEST) > 0) {
            throw new UserError(
                    "How long changes are remembered for readers must be from zero to 100 years,"
                            + " but is "
                            + memory
                            + ": give how long a reader may have been away, and the disorder"
                            + " bound on top.");
        }
        return new Reads<>(memory.toMillis(), reader, kind, position, EVER);
    }

    /**
     * Bounds subscriptions: one of 10:00 that lasts an hour is told changes before 11:00. Its
     * reader subscribes again from the last answer before, or behind, that.
     *
     * @param time from 1 ms to 100 years, in event time
     * @throws UserError if it is out of range
     */
    public Reads<Q> lasting(Duration time) {
        if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(LONGEST) > 0) {
            throw new UserError(
                    "How long a subscription lasts must be from 1 ms to 100 years, but is "
                            + time
                            + ": give a time within which readers subscribe again.");
        }
        return new Reads<>(memory, reader, kind, position, time.toMillis());
    }

    /**
     * @throws IllegalArgumentException if the read has none
     */
    String reader(Q read) {
        String found = reader.get(read);
        if (found == null) {
            throw new IllegalArgumentException("the read has no reader");
        }
        return found;
    }

    /**
     * @throws IllegalArgumentException if the read is of no kind
     */
    Kind kind(Q read) {
        String found = kind.get(read);
        for (Kind known : Kind.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(found)) {
                return known;
            }
        }
        throw new IllegalArgumentException(
                "a read is of kind point, subscribe or cancel, but this one is of " + found);
    }

    @Nullable String position(Q read) {
        return position.get(read);
    }

    /** Changes before this are not remembered at a time. */
    long remembered(long time) {
        return time - memory;
    }

    /** Whether a subscription that began at a time is told changes of another. */
    boolean lasts(long began, long time) {
        return time - began < lease;
    }

    /** When a subscription that began at a time ends by itself; {@link Machine#NEVER} if not. */
    long end(long began) {
        return lease == EVER ? Machine.NEVER : began + lease;
    }

    /**
     * @param point where a subscription is to begin
     * @param forgotten the last change before the memory, which is behind it
     */
    String tooOld(String point, long forgotten) {
        return "the position "
                + point
                + " is before the change of "
                + Instant.ofEpochMilli(forgotten)
                + ", and changes are remembered for "
                + Duration.ofMillis(memory)
                + ": subscribe without a position";
    }
}
