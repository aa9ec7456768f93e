package dev.sameriver.job;

import dev.sameriver.connect.Settings;
import dev.sameriver.operator.SideRows;
import dev.sameriver.output.Output;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One run of a view as a Flink job: the log, the derivation, the output and what lies beside it.
 *
 * <p>The same view, in the same version, is the same graph with the same uids in every mode, so
 * that a savepoint of one run restores into another.
 */
public final class ViewJob {

    /**
     * Always the same: a savepoint restores only under the maximum parallelism that it was taken
     * with.
     */
    public static final int MAX_PARALLELISM = 512;

    /** How long a record may wait for others on its way between tasks of a live run. */
    private static final Duration LIVE_BUFFER_TIMEOUT = Duration.ofMillis(10);

    private final View view;
    private final Settings settings;
    private final RunMode mode;
    private final RunOptions options;
    private final LiveOptions live;
    private long events;
    private Set<String> logs = Set.of();
    private long horizon = Long.MAX_VALUE;

    /**
     * @param live what a live run asks for besides
     */
    public ViewJob(
            View view, Settings settings, RunMode mode, RunOptions options, LiveOptions live) {
        this.view = view;
        this.settings = settings;
        this.mode = mode;
        this.options = options;
        this.live = live;
    }

    /**
     * Sets an environment up for this run.
     *
     * @param checkpointInterval how often a stream is checkpointed; three times as rarely while it
     *     is behind
     */
    public void configure(StreamExecutionEnvironment environment, Duration checkpointInterval) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
        if (mode != RunMode.BATCH) {
            configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
            configuration.set(
                    CheckpointingOptions.CHECKPOINTING_INTERVAL_DURING_BACKLOG,
                    checkpointInterval.multipliedBy(3));
        }
        boolean isSet =
                environment
                        .getConfiguration()
                        .getOptional(ExecutionOptions.BUFFER_TIMEOUT)
                        .isPresent();
        if (mode == RunMode.LIVE && !isSet) {
            configuration.set(ExecutionOptions.BUFFER_TIMEOUT, LIVE_BUFFER_TIMEOUT);
        }
        environment.configure(configuration);
        environment.setRuntimeMode(mode.flink());
        environment.setMaxParallelism(MAX_PARALLELISM);
    }

    /** Puts the derivation into an environment. */
    public Rows derive(StreamExecutionEnvironment environment) {
        LogEvents sources = new LogEvents(environment, settings, mode, options, live);
        Rows rows = Inputs.derive(view, sources, options);
        events = sources.events();
        logs = sources.logs();
        horizon = sources.horizon();
        return rows;
    }

    /** The names of the logs that a view derives from, found without running it. */
    public static Set<String> logs(View view, Settings settings) {
        ViewJob job =
                new ViewJob(view, settings, RunMode.BATCH, RunOptions.FINAL_ROWS, LiveOptions.NONE);
        job.derive(StreamExecutionEnvironment.createLocalEnvironment());
        return job.logs();
    }

    /** The names of the logs that were derived from. */
    public Set<String> logs() {
        return logs;
    }

    /** How many events the archive holds of the logs that were derived from. */
    public long events() {
        return events;
    }

    /**
     * The least clock where the run ends: a window that ends after it is still open. Milliseconds
     * since 1970-01-01T00:00Z; {@link Long#MAX_VALUE} if the run has no end.
     */
    public long horizon() {
        return horizon;
    }

    /**
     * Prepares an output and attaches it: the rows, and beside them the late events and the dead
     * letters.
     *
     * @param fresh whether what an earlier run left there is in the way
     */
    public void write(Rows rows, Output output, boolean fresh) {
        String name = tableName(view);
        String uid = Inputs.uid(view);
        prepare(rows, output, fresh);
        output.write(rows.rows(), name, rows.schema(), rows.early(), uid + "-rows");
        output.write(rows.late(), name + "_late", SideRows.LATE, false, uid + "-late");
        output.write(rows.dead(), name + "_dead", SideRows.DEAD, false, uid + "-dead");
    }

    /** The name under which an output keeps the rows of a view: {@code airport_delays_v1}. */
    public static String tableName(View view) {
        return tableName(view.name(), view.version());
    }

    /** The name under which an output keeps the rows of a version of a view. */
    public static String tableName(String view, int version) {
        return String.format(Locale.ROOT, "%s_v%d", view.replace('-', '_'), version);
    }

    private void prepare(Rows rows, Output output, boolean fresh) {
        String name = tableName(view);
        RowSchema schema = rows.schema();
        output.prepare(name, schema, rows.early(), fresh);
        output.prepare(name + "_late", SideRows.LATE, false, fresh);
        output.prepare(name + "_dead", SideRows.DEAD, false, fresh);
    }
}
