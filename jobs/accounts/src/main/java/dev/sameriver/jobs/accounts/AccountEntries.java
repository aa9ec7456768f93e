package dev.sameriver.jobs.accounts;

import static dev.sameriver.view.ResultColumn.column;

import dev.sameriver.constraint.Escrow;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;

/**
 * The entries of each account, with the balance after each: two rows a transfer, which add to 0.
 */
public final class AccountEntries implements View {

    @Override
    public String name() {
        return "account-entries";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Rows derive(Inputs inputs) {
        return Transfers.once(inputs)
                .inOrder(new Book(), Escrow.class, Entry.class)
                .keyBy("account", Entry::account)
                .inOrder(new Balance(), Long.class, Booked.class)
                .select(
                        column("account", Booked::account),
                        column("request_id", Booked::requestId),
                        column("cents", Booked::cents),
                        column("balance", Booked::balance));
    }
}
