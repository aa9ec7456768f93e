package dev.sameriver.jobs.accounts;

/**
 * What became of a transfer.
 *
 * @param posted whether it took effect; if not, it was invalid, or the funds did not suffice
 * @param funds what the account that decided may spend after it, in cents
 */
public record Decision(Transfer transfer, boolean posted, long funds) {

    /** For readers of rows: {@code posted}, {@code refused} or {@code invalid}. */
    String verdict() {
        if (!transfer.isValid()) {
            return "invalid";
        }
        return posted ? "posted" : "refused";
    }
}
