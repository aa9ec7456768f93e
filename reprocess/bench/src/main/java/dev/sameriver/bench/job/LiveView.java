package dev.sameriver.bench.job;

import static dev.sameriver.aggregate.Aggregates.count;
import static dev.sameriver.aggregate.Aggregates.max;
import static dev.sameriver.aggregate.Aggregates.sum;

import dev.sameriver.bench.Dataset;
import dev.sameriver.bench.live.LiveLoad;
import dev.sameriver.bench.live.LiveOrder;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.LiveRun;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.View;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.util.List;
import org.apache.flink.core.execution.JobClient;

/** Count, sum and maximum of the readings of each key and minute, while it is open too. */
final class LiveView implements View {

    static final Duration CHECKPOINTS = Duration.ofSeconds(10);

    /** Starts it as {@code sameriver run} does. */
    static JobClient start(LiveOrder order) throws Exception {
        return new LiveRun(
                        new LiveView(),
                        order.all(),
                        order.parallelism(),
                        "postgres",
                        LiveOptions.NONE,
                        CHECKPOINTS,
                        null)
                .start(new FlinkTarget(order.all(), List.of()));
    }

    @Override
    public String name() {
        return "live";
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
                .window(Windows.tumbling(LiveLoad.WINDOW))
                .early(LiveLoad.EARLY)
                .aggregate(
                        count("readings"),
                        sum("total", Reading::value),
                        max("greatest", Reading::value));
    }
}
