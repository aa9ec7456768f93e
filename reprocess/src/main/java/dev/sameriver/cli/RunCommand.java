package dev.sameriver.cli;

import dev.sameriver.connect.Settings;
import dev.sameriver.run.ClusterJobs;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.LiveRun;
import dev.sameriver.run.ProgressLine;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.UserError;
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
        if (!target.isEmbedded()) {
            requireAlone(view, settings);
        }
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
        } else {
            sayWhatIsNext(settings.require(Settings.FLINK), job.getJobID().toString());
        }
        return ExitCode.OK;
    }

    /** Two jobs of a view would write its rows to one place, each over the other's. */
    private void requireAlone(View view, Settings settings) throws Exception {
        ClusterJobs jobs = ClusterJobs.of(settings);
        String cluster = settings.require(Settings.FLINK);
        for (String id : jobs.alive(Inputs.uid(view))) {
            if (output.equals(jobs.startedWith(id).getOrDefault(LiveRun.OUTPUT, ""))) {
                throw new UserError(
                        "A view is written to an output by one job, but job "
                                + id
                                + " on --flink "
                                + cluster
                                + " writes "
                                + Inputs.uid(view)
                                + " to "
                                + output
                                + " already: leave it be, or end it with "
                                + end(cluster, id)
                                + ".");
            }
        }
    }

    private static void sayWhatIsNext(String cluster, String id) {
        System.out.println("look at it:  " + url(cluster) + "/#/job/running/" + id);
        System.out.println("end it:      " + end(cluster, id));
    }

    private static String end(String cluster, String id) {
        return "curl -X PATCH '" + url(cluster) + "/jobs/" + id + "?mode=cancel'";
    }

    private static String url(String cluster) {
        return cluster.contains("://") ? cluster : "http://" + cluster;
    }
}
