package dev.sameriver.jobs.accounts;

/**
 * What became of a transfer.
 *
 * @param posted whether it took effect; if not, the funds did not suffice
 * @param funds what the account that decided may spend after it, in cents
 */
public record Decision(Transfer transfer, boolean posted, long funds) {

    /** For readers of rows: {@code posted} or {@code refused}. */
    String verdict() {
        return posted ? "posted" : "refused";
    }
}
