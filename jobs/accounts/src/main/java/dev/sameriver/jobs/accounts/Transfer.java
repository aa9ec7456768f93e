package dev.sameriver.jobs.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request to move money, as one attempt to send it. Its client gave it an id and may send it
 * again until it hears of a decision.
 *
 * @param requestId the client's id, the same in all attempts
 * @param payer the account that pays; {@value #CASH} if money is paid in
 * @param payee the account that is paid
 * @param cents from 1 to {@value #MOST_CENTS}
 * @param made when the client made the request, the same in all attempts
 */
public record Transfer(
        @Nullable String requestId,
        @Nullable String payer,
        @Nullable String payee,
        long cents,
        @Nullable Instant made) {

    /** The account that money is paid in from: what it owes is what all others have. */
    public static final String CASH = "cash";

    /** What can be moved at once: more than all money there is, and far below what a sum holds. */
    static final long MOST_CENTS = 1_000_000_000_000L;

    /** Whether it says who pays whom, other than to itself or in cash, and an amount in range. */
    boolean isValid() {
        return payer != null
                && payee != null
                && !payee.equals(CASH)
                && !payee.equals(payer)
                && cents >= 1
                && cents <= MOST_CENTS;
    }

    /**
     * The account whose funds decide: that of the payer, or what cash is paid into; the empty text
     * if the transfer does not say.
     */
    String funds() {
        String account = CASH.equals(payer) ? payee : payer;
        return account == null ? "" : account;
    }
}
