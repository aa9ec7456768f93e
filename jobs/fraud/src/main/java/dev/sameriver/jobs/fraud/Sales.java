package dev.sameriver.jobs.fraud;

import dev.sameriver.view.Inputs;
import dev.sameriver.view.KeyedEvents;
import java.time.Duration;

/** The two logs of the shop, by purchase. */
final class Sales {

    private Sales() {}

    static KeyedEvents<Purchase> purchases(Inputs inputs) {
        return inputs.events("purchases", Purchase.class)
                .disorder(Duration.ofMinutes(10))
                .keyBy("purchase", Purchase::purchase);
    }

    static KeyedEvents<Outcome> outcomes(Inputs inputs) {
        return inputs.events("outcomes", Outcome.class)
                .disorder(Duration.ofHours(1))
                .keyBy("purchase", Outcome::purchase);
    }
}
