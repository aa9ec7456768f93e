package dev.sameriver.run;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.RunMode;
import dev.sameriver.job.ViewJob;
import dev.sameriver.output.Digest;
import dev.sameriver.output.Output;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import java.io.PrintStream;
import java.time.Duration;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/**
 * Derives a view over its archive, from start to end.
 *
 * @param mode batch or streaming
 * @param outputSpec where rows go; null for nowhere
 * @param digest whether the final rows are digested
 */
public record Replay(
        View view,
        Settings settings,
        RunMode mode,
        RunOptions options,
        int parallelism,
        @Nullable String outputSpec,
        boolean digest) {

    private static final Duration CHECKPOINTS = Duration.ofSeconds(10);

    /** What a replay gave: the sums, and the digest of the final rows if it was asked for. */
    public record Result(RowSchema schema, Sums sums, Digest.@Nullable Result digest) {

        /** The line that two runs are compared by. */
        public String line() {
            return digest == null
                    ? "counted=%d late=%d dead=%d"
                            .formatted(sums.counted(), sums.late(), sums.dead())
                    : "final rows=%d late=%d dead=%d sha256=%s"
                            .formatted(digest.rows(), sums.late(), sums.dead(), digest.sha256());
        }
    }

    /** Runs the replay to its end, with a line of progress. */
    public Result run(FlinkTarget target, PrintStream err) throws Exception {
        StreamExecutionEnvironment environment = target.environment(parallelism, null);
        ViewJob job = new ViewJob(view, settings, mode, options, LiveOptions.NONE);
        job.configure(environment, CHECKPOINTS);
        Rows rows = job.derive(environment);
        if (outputSpec != null) {
            job.write(rows, Output.of(outputSpec, settings), true);
        }
        CloseableIterator<ViewRow> collected = digest ? rows.rows().collectAsync() : null;
        if (outputSpec == null && !digest) {
            rows.rows().sinkTo(new DiscardingSink<>());
        }
        try {
            JobClient client =
                    environment.executeAsync(Inputs.uid(view) + " replay (" + mode + ")");
            return follow(client, rows, job.events(), collected, err);
        } catch (Exception e) {
            throw Causes.of(e);
        }
    }

    private Result follow(
            JobClient client,
            Rows rows,
            long events,
            @Nullable CloseableIterator<ViewRow> collected,
            PrintStream err)
            throws Exception {
        try (ProgressLine progress = ProgressLine.show(view.name(), events, client, err)) {
            Digest.Result digested = collected == null ? null : Digest.of(rows.schema(), collected);
            JobExecutionResult result = client.getJobExecutionResult().get();
            Sums sums = Sums.ofAll(result.getAllAccumulatorResults());
            progress.finish(sums);
            return new Result(rows.schema(), sums, digested);
        }
    }
}
