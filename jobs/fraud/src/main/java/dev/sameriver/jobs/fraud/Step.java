package dev.sameriver.jobs.fraud;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A purchase on its way from one reputation to the next, or its outcome, which changes them.
 *
 * @param chargeback what became of the purchase; null on the purchase's own way
 * @param reputations those that the purchase has met, in the order of {@link Identity}
 */
public record Step(Purchase purchase, @Nullable Boolean chargeback, List<Reputation> reputations) {

    Step met(Reputation reputation) {
        List<Reputation> more = new ArrayList<>(reputations);
        more.add(reputation);
        return new Step(purchase, chargeback, more);
    }

    Reputation of(Identity identity) {
        return reputations.get(identity.ordinal());
    }

    /** From 0 to 320: the points of all four. */
    long score() {
        return reputations.stream().mapToLong(Reputation::points).sum();
    }
}
