package dev.sameriver.jobs.accounts;

import dev.sameriver.constraint.Escrow;
import dev.sameriver.constraint.Escrow.Answer;
import dev.sameriver.constraint.Escrow.Verdict;
import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.Results;
import org.jspecify.annotations.Nullable;

/**
 * Decides transfers by the funds of the payer, which are all that was paid in for it minus all that
 * it paid: they never fall below zero.
 *
 * <p>What others paid to an account is part of its balance, but not of its funds until it is paid
 * in, as it is decided under their keys and not under this one. So the balance is never less than
 * the funds, and no account is overdrawn.
 */
final class Decide implements Machine<Escrow, Transfer, Decision> {

    private static final Escrow.Rules NEVER_BELOW_ZERO = new Escrow.Rules(0, true, 1);

    @Override
    public Escrow apply(
            @Nullable Escrow before, OrderedEvent<Transfer> event, Results<Decision> results) {
        Escrow funds = before == null ? Escrow.EMPTY : before;
        Transfer transfer = event.value();
        String payee = transfer.payee();
        if (payee == null || payee.equals(Transfer.CASH) || payee.equals(transfer.payer())) {
            throw new IllegalArgumentException(
                    transfer.payer() + " cannot pay to " + transfer.payee());
        }
        Answer answer =
                Transfer.CASH.equals(transfer.payer())
                        ? funds.add(transfer.cents())
                        : funds.spend(NEVER_BELOW_ZERO, transfer.cents(), event.time());
        boolean posted = answer.verdict() != Verdict.REFUSED;
        results.give(new Decision(transfer, posted, answer.next().balance()));
        return answer.next();
    }
}
