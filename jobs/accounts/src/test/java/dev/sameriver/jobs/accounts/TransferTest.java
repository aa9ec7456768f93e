package dev.sameriver.jobs.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransferTest {

    private static Transfer transfer(@Nullable String payer, @Nullable String payee, long cents) {
        return new Transfer("r1", payer, payee, cents, null);
    }

    @Test
    void transferBetweenTwoAccountsOrOfCashIntoOneIsValid() {
        assertThat(transfer("a", "b", 1).isValid()).isTrue();
        assertThat(transfer(Transfer.CASH, "b", Transfer.MOST_CENTS).isValid()).isTrue();
    }

    @Test
    void transferThatCannotBeDecidedIsInvalidAndStillHasAPlaceWhereThatIsSaid() {
        assertThat(transfer(null, "b", 1)).matches(t -> !t.isValid() && t.funds().isEmpty());
        assertThat(transfer("a", null, 1)).matches(t -> !t.isValid() && t.funds().equals("a"));
        assertThat(transfer("a", "a", 1).isValid()).isFalse();
        assertThat(transfer("a", Transfer.CASH, 1).isValid()).isFalse();
        assertThat(transfer("a", "b", 0).isValid()).isFalse();
        assertThat(transfer("a", "b", Transfer.MOST_CENTS + 1).isValid()).isFalse();
        assertThat(transfer(Transfer.CASH, null, 1).funds()).isEmpty();
    }
}
