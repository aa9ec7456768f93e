package dev.sameriver.jobs.fraud;

import static dev.sameriver.view.ResultColumn.column;

import dev.sameriver.view.Inputs;
import dev.sameriver.view.Joined;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;
import java.time.Duration;
import java.util.Objects;

/** What became of each purchase within a day and a half; {@code open} if nothing did. */
public final class PurchaseOutcomes implements View {

    @Override
    public String name() {
        return "purchase-outcomes";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Rows derive(Inputs inputs) {
        return Sales.purchases(inputs)
                .joinWithin(Duration.ZERO, Duration.ofHours(36), Sales.outcomes(inputs))
                .left()
                .select(
                        column("purchase", PurchaseOutcomes::purchase),
                        column("cents", PurchaseOutcomes::cents),
                        column("outcome", PurchaseOutcomes::outcome));
    }

    private static String purchase(Joined<Purchase, Outcome> joined) {
        return left(joined).purchase();
    }

    private static long cents(Joined<Purchase, Outcome> joined) {
        return left(joined).cents();
    }

    private static String outcome(Joined<Purchase, Outcome> joined) {
        Outcome outcome = joined.right();
        if (outcome == null) {
            return "open";
        }
        return outcome.chargeback() ? "chargeback" : "paid";
    }

    private static Purchase left(Joined<Purchase, Outcome> joined) {
        return Objects.requireNonNull(joined.left(), "a left join has a left side");
    }
}
