package dev.sameriver.jobs.accounts;

import dev.sameriver.constraint.Escrow;
import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.Results;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the two entries of each transfer that takes effect: one takes the amount from the payer,
 * one gives it to the payee. As both are made of one event, there is never one without the other.
 */
final class Book implements Machine<Escrow, Transfer, Entry> {

    private final Decide decide = new Decide();

    @Override
    public @Nullable Escrow apply(
            @Nullable Escrow before, OrderedEvent<Transfer> event, Results<Entry> results) {
        return decide.apply(before, event, new Legs(results));
    }

    private record Legs(Results<Entry> entries) implements Results<Decision> {

        @Override
        public void give(Decision decision) {
            if (decision.posted()) {
                Transfer transfer = decision.transfer();
                entries.give(entry(transfer, transfer.payer(), -transfer.cents()));
                entries.give(entry(transfer, transfer.payee(), transfer.cents()));
            }
        }

        @Override
        public void drop() {
            entries.drop();
        }

        private static Entry entry(Transfer transfer, @Nullable String account, long cents) {
            return new Entry(
                    Objects.requireNonNull(account),
                    Objects.requireNonNull(transfer.requestId()),
                    cents);
        }
    }
}
