package dev.sameriver.job;

import dev.sameriver.connect.Settings;
import dev.sameriver.output.Output;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The main class of a job's jar, for {@code flink run}: derives a view that is in the jar, live or
 * over its archive. Parallelism, savepoint and cluster are those of {@code flink run}.
 */
@Command(name = "flink run JAR", mixinStandardHelpOptions = true)
public final class ViewMain implements Callable<Integer> {

    @Parameters(
            paramLabel = "VIEW",
            description = "A view's name, or name@version, or a .sql file.")
    private String name = "";

    @Option(
            names = "--mode",
            defaultValue = "LIVE",
            description = "batch, streaming or live (default: live).")
    private RunMode mode = RunMode.LIVE;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "A properties file with the addresses of the archive, Kafka and Postgres.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "One setting, as in --set archive=hdfs://namenode:8020/logs; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--output",
            paramLabel = "OUTPUT",
            defaultValue = "postgres",
            description = "postgres, kafka, parquet:URI or csv:URI (default: ${DEFAULT-VALUE}).")
    private String output = "postgres";

    @Option(names = "--heartbeat", paramLabel = "DURATION", defaultValue = "PT0S")
    private Duration heartbeat = Duration.ZERO;

    @Option(names = "--checkpoints", paramLabel = "DURATION", defaultValue = "PT10S")
    private Duration checkpoints = Duration.ofSeconds(10);

    private ViewMain() {}

    /** Runs the job; a user's mistake ends it with one sentence. */
    public static void main(String[] arguments) {
        int code =
                new CommandLine(new ViewMain())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setExecutionExceptionHandler(ViewMain::report)
                        .execute(arguments);
        if (code != ExitCode.OK) {
            throw new IllegalArgumentException(
                    "The job was not started (exit code " + code + "): see the line above.");
        }
    }

    @Override
    public Integer call() throws Exception {
        View view = Views.find(name, Thread.currentThread().getContextClassLoader());
        Settings all = config == null ? Settings.of(Map.of()) : Settings.load(config);
        Settings.requireKnown(settings.keySet(), "--set");
        all = all.overriddenBy(settings);
        boolean live = mode == RunMode.LIVE;
        RunOptions options = live ? RunOptions.LIVE : RunOptions.FINAL_ROWS;
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        ViewJob job = new ViewJob(view, all, mode, options, LiveOptions.heartbeat(heartbeat));
        job.configure(environment, checkpoints);
        Rows rows = job.derive(environment);
        boolean fresh =
                environment
                        .getConfiguration()
                        .getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
                        .isEmpty();
        job.write(rows, Output.of(output, all), fresh);
        environment.execute(Inputs.uid(view));
        return ExitCode.OK;
    }

    private static int report(
            Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof UserError) {
            command.getErr().println("sameriver: " + failure.getMessage());
            return ExitCode.USAGE;
        }
        throw failure;
    }
}
