package dev.sameriver.jobs.fraud;

import static dev.sameriver.view.ResultColumn.column;

import dev.sameriver.view.Derived;
import dev.sameriver.view.InOrder;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;

/**
 * The score of each purchase when it was made, with the places of all outcomes that it was made of:
 * so it can be explained years later, from the archive alone.
 */
public final class PurchaseScores implements View {

    @Override
    public String name() {
        return "purchase-scores";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Rows derive(Inputs inputs) {
        Derived<Step> steps =
                InOrder.<Sale>of(Sales.purchases(inputs), Sales.outcomes(inputs))
                        .derive(new Recall(), Bought.class, Step.class);
        for (Identity identity : Identity.values()) {
            steps =
                    steps.keyBy("identity", step -> identity.of(step.purchase()))
                            .inOrder(new Meet(identity), Reputation.class, Step.class);
        }
        return steps.key(column("purchase", step -> step.purchase().purchase()))
                .select(
                        column("score", Step::score),
                        column("ip_points", step -> step.of(Identity.IP).points()),
                        column("ip_outcomes", step -> step.of(Identity.IP).text()),
                        column("email_points", step -> step.of(Identity.EMAIL).points()),
                        column("email_outcomes", step -> step.of(Identity.EMAIL).text()),
                        column("billing_points", step -> step.of(Identity.BILLING).points()),
                        column("billing_outcomes", step -> step.of(Identity.BILLING).text()),
                        column("shipping_points", step -> step.of(Identity.SHIPPING).points()),
                        column("shipping_outcomes", step -> step.of(Identity.SHIPPING).text()));
    }
}
