package dev.sameriver.jobs.fraud;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is known of one IP address, or one of another kind: the last outcomes of its purchases.
 *
 * @param outcomes at most {@value #MOST}, in order
 */
public record Reputation(List<Evidence> outcomes) {

    /** How many outcomes are remembered. */
    static final int MOST = 8;

    static final Reputation NONE = new Reputation(List.of());

    Reputation with(Evidence outcome) {
        List<Evidence> next = new ArrayList<>(outcomes);
        next.add(outcome);
        return new Reputation(
                new ArrayList<>(next.subList(Math.max(0, next.size() - MOST), next.size())));
    }

    /** From 0 to 80: of 3 outcomes, 1 chargeback is 20 points, and of none it is 0. */
    long points() {
        long chargebacks = outcomes.stream().filter(Evidence::chargeback).count();
        return 100 * chargebacks / (outcomes.size() + 2);
    }

    /** All outcomes, as in {@code 0/1/17:paid 0/3/20:chargeback}. */
    String text() {
        return outcomes.stream().map(Evidence::toString).collect(Collectors.joining(" "));
    }
}
