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
 * @param cents 1 or greater
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

    /** The account whose funds decide: that of the payer, or what cash is paid into. */
    public @Nullable String funds() {
        return CASH.equals(payer) ? payee : payer;
    }
}
