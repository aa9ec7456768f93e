package dev.sameriver.cli;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.RunMode;
import dev.sameriver.run.Replay;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sameriver replay}: derive a view over history. */
@Command(
        name = "replay",
        description = "Derive a view over its archive, as a batch or as a stream.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    /** The modes of a replay; live is another command. */
    enum Mode {
        BATCH,
        STREAMING
    }

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin private ViewOptions viewOptions = new ViewOptions();

    @Option(
            names = "--mode",
            defaultValue = "BATCH",
            description = "batch or streaming (default: batch).")
    private Mode mode = Mode.BATCH;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Rows of windows that start at or after this, as 2001-02-01T00:00:00Z.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Rows of windows that end at or before this.")
    private @Nullable Instant to;

    @Option(
            names = "--open",
            description = "Give windows that are still open at the end too, marked as not final.")
    private boolean open;

    @Option(
            names = "--output",
            paramLabel = "OUTPUT",
            description = "postgres, kafka, parquet:URI or csv:URI; without it rows go nowhere.")
    private @Nullable String output;

    @Option(
            names = "--digest",
            description = "Print how many final rows there are, and the SHA-256 of them, sorted.")
    private boolean digest;

    @Override
    public Integer call() throws Exception {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new UserError(
                    "A range must have --from before --to, but --from is "
                            + from
                            + " and --to is "
                            + to
                            + ": exchange them.");
        }
        if (open && output != null && !output.equals("postgres") && !output.equals("kafka")) {
            throw new UserError(
                    "Open windows need an output that keeps apart what is final, but --output is "
                            + output
                            + ": write to postgres or kafka, or leave --open out.");
        }
        Settings settings = settingsOptions.settings();
        View view = viewOptions.view();
        Replay replay =
                new Replay(
                        view,
                        settings,
                        RunMode.valueOf(mode.name()),
                        new RunOptions(from, to, open, false),
                        viewOptions.parallelism(),
                        output,
                        digest);
        Replay.Result result = replay.run(viewOptions.target(settings, view), System.err);
        System.out.println(result.line());
        return ExitCode.OK;
    }
}
