package dev.sameriver.run;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.RunMode;
import dev.sameriver.job.ViewJob;
import dev.sameriver.output.Output;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Derives a view from its log, history first, and follows it live.
 *
 * @param outputSpec where rows go
 * @param options heartbeats, and what else a live run may ask for
 * @param checkpoints how often the job is checkpointed
 * @param savepoint what to start from; null for the archive's start
 */
public record LiveRun(
        View view,
        Settings settings,
        int parallelism,
        String outputSpec,
        LiveOptions options,
        Duration checkpoints,
        @Nullable String savepoint) {

    /** In this process, too, a failed task starts again from the last checkpoint. */
    private static final Configuration RESTARTS =
            Configuration.fromMap(
                    Map.of(
                            RestartStrategyOptions.RESTART_STRATEGY.key(), "fixed-delay",
                            RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS.key(),
                                    String.valueOf(Integer.MAX_VALUE),
                            RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY.key(),
                                    "1 s"));

    /** Where a job of this kind says what it was started with: as parameters of these names. */
    public static final String OUTPUT = "sameriver.output";

    public static final String HEARTBEAT = "sameriver.heartbeat";
    public static final String CHECKPOINTS = "sameriver.checkpoints";
    public static final String MAX_RATE = "sameriver.max-rate";
    public static final String JARS = "sameriver.jars";

    /** Starts the job, and returns while it runs. */
    public JobClient start(FlinkTarget target) throws Exception {
        return start(target, new Configuration());
    }

    /**
     * Starts the job, and returns while it runs.
     *
     * @param configuration what is to hold for this job besides
     */
    public JobClient start(FlinkTarget target, Configuration configuration) throws Exception {
        Optional<JarBuild> other = otherBuild(target);
        if (other.isPresent()) {
            return ForeignRun.start(other.get(), this, target, configuration);
        }
        StreamExecutionEnvironment environment = build(target);
        if (!target.isEmbedded()) {
            environment.configure(parameters(new JarStore(settings).keep(target.jars())));
        }
        environment.configure(configuration);
        try {
            return environment.executeAsync(Inputs.uid(view));
        } catch (Exception e) {
            throw Causes.of(e);
        }
    }

    /**
     * Builds the job and prepares its output as {@link #start} does, and starts nothing: so a
     * user's mistakes are found beforehand.
     */
    public void rehearse(FlinkTarget target) throws Exception {
        Optional<JarBuild> other = otherBuild(target);
        if (other.isPresent()) {
            ForeignRun.rehearse(other.get(), this, target);
        } else {
            build(target);
        }
    }

    /** A cluster runs a job by the Sameriver in its jar, which has to build its graph, too. */
    private static Optional<JarBuild> otherBuild(FlinkTarget target) {
        return target.isEmbedded() ? Optional.empty() : JarBuild.other(target.jars());
    }

    private StreamExecutionEnvironment build(FlinkTarget target) {
        StreamExecutionEnvironment environment = target.environment(parallelism, savepoint);
        ViewJob job = new ViewJob(view, settings, RunMode.LIVE, RunOptions.LIVE, options);
        job.configure(environment, checkpoints);
        environment.configure(parameters(""));
        if (target.isEmbedded()) {
            environment.configure(RESTARTS);
        }
        Rows rows = job.derive(environment);
        job.write(rows, Output.of(outputSpec, settings), savepoint == null);
        return environment;
    }

    private Configuration parameters(String jars) {
        Configuration configuration = new Configuration();
        configuration.set(
                PipelineOptions.GLOBAL_JOB_PARAMETERS,
                Map.of(
                        OUTPUT, outputSpec,
                        HEARTBEAT, options.heartbeat().toString(),
                        CHECKPOINTS, checkpoints.toString(),
                        MAX_RATE, String.valueOf(options.maxRate()),
                        JARS, jars));
        if (options.link() != null) {
            // Whoever goes on with a version whose job was lost needs its last checkpoint.
            configuration.set(
                    CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                    ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        }
        return configuration;
    }
}
