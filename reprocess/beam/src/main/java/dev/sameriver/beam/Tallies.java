package dev.sameriver.beam;

import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsFilter;

/** What a run counts, as Beam's metrics. */
enum Tallies {
    /** Rows that are given. */
    ROWS,
    /** Events that no window counts. */
    LATE,
    /** Records that are no events, and events that a view's code refuses. */
    DEAD;

    private static final String NAMESPACE = "sameriver";

    /** A counter for one step of the pipeline. */
    Counter counter() {
        return Metrics.counter(NAMESPACE, name());
    }

    /** What a run that has ended has counted. */
    long of(PipelineResult run) {
        MetricsFilter mine =
                MetricsFilter.builder()
                        .addNameFilter(MetricNameFilter.named(NAMESPACE, name()))
                        .build();
        long sum = 0;
        for (MetricResult<Long> part : run.metrics().queryMetrics(mine).getCounters()) {
            sum += part.getAttempted();
        }
        return sum;
    }
}
