package dev.sameriver.bench.job;

import static dev.sameriver.aggregate.Aggregates.count;
import static dev.sameriver.aggregate.Aggregates.max;
import static dev.sameriver.aggregate.Aggregates.sum;

import dev.sameriver.bench.BenchWindow;
import dev.sameriver.bench.Dataset;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;
import dev.sameriver.window.WindowSpec;
import dev.sameriver.window.Windows;

/** Count, sum and maximum of the readings of each key and window. */
record ReadingView(BenchWindow window) implements View {

    @Override
    public String name() {
        return "bench";
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
                .window(windows())
                .aggregate(
                        count("readings"),
                        sum("total", Reading::value),
                        max("greatest", Reading::value));
    }

    private WindowSpec windows() {
        if (window.isSession()) {
            return Windows.session(window.size());
        }
        return window.isTumbling()
                ? Windows.tumbling(window.size())
                : Windows.hopping(window.size(), window.slide());
    }
}
