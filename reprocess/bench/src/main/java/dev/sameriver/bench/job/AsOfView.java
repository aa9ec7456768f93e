package dev.sameriver.bench.job;

import static dev.sameriver.view.ResultColumn.column;

import dev.sameriver.bench.Dataset;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Match;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;
import org.jspecify.annotations.Nullable;

/** Each reading with the rate of its key that holds at its time. */
record AsOfView() implements View {

    @Override
    public String name() {
        return "bench-as-of";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Rows derive(Inputs inputs) {
        return inputs.events(Dataset.LOG, Reading.class)
                .disorder(Dataset.DISORDER)
                .keyBy("key", Reading::key)
                .asOf(
                        inputs.events(Dataset.RATES, Rate.class)
                                .disorder(Dataset.DISORDER)
                                .keyBy("key", Rate::key))
                .keepUnmatched()
                .select(
                        column("key", match -> match.event().key()),
                        column("value", match -> match.event().value()),
                        column("rate", AsOfView::rate));
    }

    private static @Nullable Long rate(Match<Reading, Rate> match) {
        Rate rate = match.version();
        return rate == null ? null : rate.rate();
    }
}
