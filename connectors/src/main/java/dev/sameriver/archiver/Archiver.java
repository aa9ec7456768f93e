package dev.sameriver.archiver;

import dev.sameriver.archive.LogDefinition;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.ViewJob;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job that seals Kafka's tail of a log into its archive; see the package.
 *
 * <pre>{@code
 * Archiver archiver = new Archiver(settings, "flights", Rolling.DEFAULT, true, false);
 * archiver.check();
 * archiver.build(environment);
 * environment.execute(archiver.name());
 * }</pre>
 */
public final class Archiver {

    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
    private static final int ATTEMPTS_ONCE = 20;

    private final TailSpec spec;

    /**
     * @param settings where the archive and Kafka are
     * @param log its definition must be in the archive already
     * @param once whether the job ends where the committed records end when it starts; else it has
     *     no end
     * @param fromEarliest whether a partition of which the archive holds nothing from Kafka may
     *     start at the first offset that the topic still has
     */
    public Archiver(
            Settings settings, String log, Rolling rolling, boolean once, boolean fromEarliest) {
        this.spec = new TailSpec(settings, log, rolling, once, fromEarliest);
    }

    /** The job's name, as in {@code archive flights}. */
    public String name() {
        return "archive " + spec.log();
    }

    /**
     * Checks that Kafka goes on where the archive ends.
     *
     * @throws UserError if not; it names the offsets
     */
    public void check() throws IOException {
        spec.starts(false);
    }

    /** Puts the job into an environment; it restarts by itself, a second after a failure. */
    public void build(StreamExecutionEnvironment environment) throws IOException {
        LogDefinition definition = spec.open().definition();
        environment.configure(configuration());
        environment.setRuntimeMode(RuntimeExecutionMode.STREAMING);
        environment.setMaxParallelism(ViewJob.MAX_PARALLELISM);
        environment
                .fromSource(
                        new TailSource(spec, definition.topic()),
                        WatermarkStrategy.noWatermarks(),
                        "topic " + definition.topic(),
                        TypeInformation.of(TailRecord.class))
                .uid("archiver-source")
                .sinkTo(new TailSink(spec, definition.partitions()))
                .uid("archiver-sink")
                .name("archive of log " + spec.log());
    }

    private Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, RESTART_DELAY);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
                spec.once() ? ATTEMPTS_ONCE : Integer.MAX_VALUE);
        return configuration;
    }
}
