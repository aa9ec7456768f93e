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
 *
 * <p>An invalid transfer is decided as well: its client hears of it, and its id is used.
 */
final class Decide implements Machine<Escrow, Transfer, Decision> {

    private static final Escrow.Rules NEVER_BELOW_ZERO = new Escrow.Rules(0, true, 1);

    @Override
    public @Nullable Escrow apply(
            @Nullable Escrow before, OrderedEvent<Transfer> event, Results<Decision> results) {
        Escrow funds = before == null ? Escrow.EMPTY : before;
        Transfer transfer = event.value();
        if (!transfer.isValid()) {
            results.give(new Decision(transfer, false, funds.balance()));
            return before;
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
