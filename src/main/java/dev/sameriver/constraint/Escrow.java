package dev.sameriver.constraint;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A balance with a floor: what is to be spent is reserved first, and then posted or voided.
 *
 * <p>The balance is all that was added minus all that was posted. {@link Rules} say how its floor
 * is kept:
 *
 * <ul>
 *   <li><b>strict</b>: an amount is reserved only if the balance, less all that is reserved, stays
 *       at the floor or above. So the balance never falls below it.
 *   <li><b>loose</b>: every amount is reserved at once. Only when one is posted is the balance
 *       looked at; if that takes it below the floor, it is posted all the same, and the answer says
 *       by how much: an apology is due.
 * </ul>
 *
 * <p>With a floor of 0 and a balance of 10, strict: 7 are reserved as {@code a}; 5 as {@code b} are
 * refused, as 2 are missing. Loose: both are reserved; {@code a} is posted, which leaves 3; {@code
 * b} is posted, which leaves -2 and a shortfall of 2. Had 2 been added in between, nobody would
 * have had to apologize.
 *
 * <p>A reservation ends by itself, as if it were voided, when it is as old as the rules say.
 *
 * @param balance all that was added minus all that was posted
 * @param reserved the sum of what is reserved
 * @param holds what is reserved, the oldest first
 */
public record Escrow(long balance, long reserved, List<Hold> holds) {

    /** An empty balance. */
    public static final Escrow EMPTY = new Escrow(0, 0, List.of());

    public Escrow {
        holds = List.copyOf(holds);
    }

    /**
     * What a balance is held to.
     *
     * @param floor the least balance
     * @param strict whether a request that could take the balance below the floor is refused
     * @param holdMillis how long a reservation lasts, in milliseconds, 1 or greater
     */
    public record Rules(long floor, boolean strict, long holdMillis) {}

    /**
     * An amount that is reserved.
     *
     * @param id what it is posted or voided by
     * @param amount 1 or greater
     * @param since event time, in milliseconds since 1970-01-01T00:00Z
     */
    public record Hold(String id, long amount, long since) {}

    /**
     * Adds to the balance.
     *
     * @param amount 1 or greater
     * @throws IllegalArgumentException if it is not
     * @throws ArithmeticException if the balance would leave the range of a long
     */
    public Answer add(long amount) {
        requirePositive(amount);
        return new Answer(
                new Escrow(Math.addExact(balance, amount), reserved, holds),
                Verdict.ADDED,
                amount,
                0);
    }

    /**
     * Reserves an amount.
     *
     * @param id what it is posted or voided by
     * @param amount 1 or greater
     * @param time the event time, in milliseconds since 1970-01-01T00:00Z, not before that of the
     *     request before
     * @return {@link Verdict#RESERVED}; {@link Verdict#REFUSED} with what is missing, if the rules
     *     are strict; {@link Verdict#UNKNOWN} if the id is reserved already
     * @throws IllegalArgumentException if the amount is below 1
     * @throws ArithmeticException if a sum would leave the range of a long
     */
    public Answer reserve(Rules rules, String id, long amount, long time) {
        requirePositive(amount);
        Escrow now = at(rules, time);
        if (now.hold(id) != null) {
            return new Answer(now, Verdict.UNKNOWN, 0, 0);
        }
        long more = Math.addExact(now.reserved, amount);
        long missing = now.below(rules, more);
        if (rules.strict() && missing > 0) {
            return new Answer(now, Verdict.REFUSED, amount, missing);
        }
        List<Hold> all = new ArrayList<>(now.holds);
        all.add(new Hold(id, amount, time));
        return new Answer(new Escrow(balance, more, all), Verdict.RESERVED, amount, 0);
    }

    /**
     * Takes what was reserved from the balance.
     *
     * @return {@link Verdict#POSTED}, with a shortfall if an apology is due; {@link
     *     Verdict#UNKNOWN} if nothing is reserved by this id any more
     * @throws ArithmeticException if the balance would leave the range of a long
     */
    public Answer post(Rules rules, String id, long time) {
        Escrow now = at(rules, time);
        Hold hold = now.hold(id);
        return hold == null
                ? new Answer(now, Verdict.UNKNOWN, 0, 0)
                : now.without(hold).take(rules, hold.amount());
    }

    /**
     * Gives back what was reserved.
     *
     * @return {@link Verdict#VOIDED}; {@link Verdict#UNKNOWN} if nothing is reserved by this id any
     *     more
     */
    public Answer cancel(Rules rules, String id, long time) {
        Escrow now = at(rules, time);
        Hold hold = now.hold(id);
        return hold == null
                ? new Answer(now, Verdict.UNKNOWN, 0, 0)
                : new Answer(now.without(hold), Verdict.VOIDED, hold.amount(), 0);
    }

    /**
     * Reserves an amount and posts it at once.
     *
     * @return {@link Verdict#POSTED} or {@link Verdict#REFUSED}, as of both
     * @throws IllegalArgumentException if the amount is below 1
     * @throws ArithmeticException if a sum would leave the range of a long
     */
    public Answer spend(Rules rules, long amount, long time) {
        requirePositive(amount);
        Escrow now = at(rules, time);
        long missing = now.below(rules, Math.addExact(now.reserved, amount));
        return rules.strict() && missing > 0
                ? new Answer(now, Verdict.REFUSED, amount, missing)
                : now.take(rules, amount);
    }

    /** Without the reservations that have ended by themselves. */
    private Escrow at(Rules rules, long time) {
        int ended = 0;
        long left = reserved;
        while (ended < holds.size() && time - holds.get(ended).since() >= rules.holdMillis()) {
            left -= holds.get(ended).amount();
            ended++;
        }
        return ended == 0 ? this : new Escrow(balance, left, holds.subList(ended, holds.size()));
    }

    private @Nullable Hold hold(String id) {
        for (Hold hold : holds) {
            if (hold.id().equals(id)) {
                return hold;
            }
        }
        return null;
    }

    private Escrow without(Hold hold) {
        List<Hold> others = new ArrayList<>(holds);
        others.remove(hold);
        return new Escrow(balance, reserved - hold.amount(), others);
    }

    private Answer take(Rules rules, long amount) {
        long shortfall = below(rules, amount);
        return new Answer(
                new Escrow(balance - amount, reserved, holds), Verdict.POSTED, amount, shortfall);
    }

    /** How far the balance, less an amount, is below the floor; 0 if it is not. */
    private long below(Rules rules, long amount) {
        long left = Math.subtractExact(balance, amount);
        return left >= rules.floor() ? 0 : Math.subtractExact(rules.floor(), left);
    }

    private static void requirePositive(long amount) {
        if (amount < 1) {
            throw new IllegalArgumentException("an amount must be 1 or greater, but is " + amount);
        }
    }

    /** What became of a request. */
    public enum Verdict {
        /** The balance is greater by the amount. */
        ADDED,
        /** The amount is reserved. */
        RESERVED,
        /** The amount is not there, and nothing was reserved. */
        REFUSED,
        /** What was reserved is taken from the balance. */
        POSTED,
        /** What was reserved is given back. */
        VOIDED,
        /** There is no such reservation, or there is one already. */
        UNKNOWN
    }

    /**
     * The answer to a request.
     *
     * @param next the balance and what is reserved, from now on
     * @param amount what was added, reserved, refused, posted or voided; 0 if unknown
     * @param shortfall by how much the floor is missed, or would be if the request had been
     *     granted; 0 if it is kept
     */
    public record Answer(Escrow next, Verdict verdict, long amount, long shortfall) {}
}
