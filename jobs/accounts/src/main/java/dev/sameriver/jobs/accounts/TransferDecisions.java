package dev.sameriver.jobs.accounts;

import static dev.sameriver.view.ResultColumn.column;

import dev.sameriver.constraint.Escrow;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;

/** What became of each transfer, for the client that waits for it: one row a request. */
public final class TransferDecisions implements View {

    @Override
    public String name() {
        return "transfer-decisions";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Rows derive(Inputs inputs) {
        return Transfers.once(inputs)
                .inOrder(new Decide(), Escrow.class, Decision.class)
                .key(column("request_id", decision -> decision.transfer().requestId()))
                .select(
                        column("verdict", Decision::verdict),
                        column("payer", decision -> decision.transfer().payer()),
                        column("payee", decision -> decision.transfer().payee()),
                        column("cents", decision -> decision.transfer().cents()),
                        column("funds", Decision::funds));
    }
}
