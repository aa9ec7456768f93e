package dev.sameriver.jobs.fraud;

import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.Results;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By purchase: sends each purchase on its way, and remembers it, so that its outcome can go the
 * same way. Outcomes know no more than the number of their purchase.
 */
final class Recall implements Machine<Bought, Sale, Step> {

    /** How long after a purchase its outcome can come. */
    static final Duration AWAITED = Duration.ofDays(30);

    /**
     * @throws IllegalArgumentException if the purchase has been there, or lacks what it is told by,
     *     or if the outcome's purchase is not known
     */
    @Override
    public Bought apply(@Nullable Bought before, OrderedEvent<Sale> event, Results<Step> steps) {
        if (event.value() instanceof Outcome outcome) {
            if (before == null) {
                throw new IllegalArgumentException(
                        "no purchase " + outcome.purchase() + " is known for this outcome");
            }
            steps.give(new Step(before.purchase(), outcome.chargeback(), List.of()));
            return before;
        }
        Purchase purchase = (Purchase) event.value();
        if (before != null) {
            throw new IllegalArgumentException(
                    "purchase " + purchase.purchase() + " has been there already");
        }
        for (Identity identity : Identity.values()) {
            if (identity.of(purchase) == null) {
                throw new IllegalArgumentException("the purchase has no " + identity);
            }
        }
        steps.give(new Step(purchase, null, List.of()));
        return new Bought(purchase, event.time());
    }

    @Override
    public long expiry(Bought bought) {
        return bought.time() + AWAITED.toMillis();
    }
}
