package dev.sameriver.jobs.currency;

import static dev.sameriver.view.ResultColumn.column;

import dev.sameriver.view.Inputs;
import dev.sameriver.view.Match;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Each purchase in euros, at the last rate that was published when it was made. */
public final class PurchasesInEuros implements View {

    @Override
    public String name() {
        return "purchases-in-euros";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Rows derive(Inputs inputs) {
        return inputs.events("purchases", Purchase.class)
                .disorder(Duration.ofHours(1))
                .keyBy("currency", Purchase::currency)
                .asOf(
                        inputs.events("rates", Rate.class)
                                .disorder(Duration.ofDays(3))
                                .keyBy("currency", Rate::currency))
                .keepUnmatched()
                .key(column("purchase", match -> match.event().purchase()))
                .select(
                        column("currency", match -> match.event().currency()),
                        column("cents", match -> match.event().cents()),
                        column("per_euro", PurchasesInEuros::perEuro),
                        column("euros", PurchasesInEuros::euros));
    }

    private static @Nullable Double perEuro(Match<Purchase, Rate> match) {
        Rate rate = match.version();
        return rate == null ? null : rate.perEuro();
    }

    private static @Nullable BigDecimal euros(Match<Purchase, Rate> match) {
        Rate rate = match.version();
        return rate == null ? null : rate.euros(match.event().cents());
    }
}
