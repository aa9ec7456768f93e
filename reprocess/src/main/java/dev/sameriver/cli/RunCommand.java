package dev.sameriver.cli;

import dev.sameriver.connect.Settings;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.LiveRun;
import dev.sameriver.run.ProgressLine;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.View;
import java.util.concurrent.Callable;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sameriver run}: derive a view from the archive's start and follow it live. */
@Command(
        name = "run",
        description =
                "Derive a view from its log, history first, and follow it live. On a cluster the"
                        + " job is submitted; in this process it runs until it is interrupted.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin private ViewOptions viewOptions = new ViewOptions();

    @Option(
            names = "--output",
            paramLabel = "OUTPUT",
            defaultValue = "postgres",
            description = "postgres, kafka, parquet:URI or csv:URI (default: ${DEFAULT-VALUE}).")
    private String output = "postgres";

    @Mixin private LiveFlags live = new LiveFlags();

    @Option(
            names = "--from-savepoint",
            paramLabel = "PATH",
            description = "Start from a savepoint instead of the archive's start.")
    private @Nullable String savepoint;

    @Override
    public Integer call() throws Exception {
        Settings settings = settingsOptions.settings();
        View view = viewOptions.view();
        FlinkTarget target = viewOptions.target(settings, view);
        JobClient job =
                new LiveRun(
                                view,
                                settings,
                                viewOptions.parallelism(),
                                output,
                                LiveOptions.heartbeat(live.heartbeat()),
                                live.checkpoints(),
                                savepoint)
                        .start(target);
        System.out.println("job " + job.getJobID());
        if (target.isEmbedded()) {
            try (ProgressLine progress = ProgressLine.show(view.name(), -1, job, System.err)) {
                job.getJobExecutionResult().get();
            }
        }
        return ExitCode.OK;
    }
}
