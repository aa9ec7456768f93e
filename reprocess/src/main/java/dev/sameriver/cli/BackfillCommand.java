package dev.sameriver.cli;

import dev.sameriver.backfill.Backfill;
import dev.sameriver.backfill.BackfillOptions;
import dev.sameriver.backfill.Correction;
import dev.sameriver.connect.Settings;
import dev.sameriver.output.CorrectedTable;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sameriver backfill}: derive a version beside the others, or correct a range of one. */
@Command(
        name = "backfill",
        description = {
            "Derive a version of a view into its own table, from the log's start and then live, as"
                    + " one job on the cluster. Run again, it goes on.",
            "With --from and --to: derive these rows of a version again, and change what"
                    + " differs."
        },
        mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin private ViewOptions viewOptions = new ViewOptions();

    @Mixin private WhoOptions whoOptions = new WhoOptions();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = {
                "Correct windows that start at or after this, as 2001-02-01T00:00:00Z,",
                "or where a view is derived in order, rows of this time or later."
            })
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Correct windows that end at or before this, or rows of earlier times.")
    private @Nullable Instant to;

    @Option(
            names = "--fold-late",
            description = {
                "In a correction, count the events that came too late.",
                "For windows and as-of joins."
            })
    private boolean foldLate;

    @Option(names = "--dry-run", description = "Only show the plan.")
    private boolean dryRun;

    @Option(names = "--detach", description = "Start the job, and do not wait until it is live.")
    private boolean detach;

    @Mixin private BackfillFlags flags = new BackfillFlags();

    @Override
    public Integer call() throws Exception {
        Settings settings = settingsOptions.settings();
        View view = viewOptions.viewThatRuns(settings);
        if (from != null || to != null || foldLate) {
            return correct(settings, view);
        }
        Backfill backfill =
                new Backfill(
                        view,
                        settings,
                        viewOptions.target(settings, view),
                        whoOptions.who(),
                        whoOptions.why());
        if (dryRun) {
            backfill.plan(over(BackfillOptions.DEFAULT), System.out);
            return ExitCode.OK;
        }
        String job = backfill.start(this::over, System.out);
        System.out.println("job " + job);
        if (!detach) {
            backfill.follow(job, System.err);
            System.out.println(backfill.key() + " is " + backfill.state());
        }
        return ExitCode.OK;
    }

    private BackfillOptions over(BackfillOptions kept) {
        return flags.over(kept, viewOptions.parallelism());
    }

    private int correct(Settings settings, View view) throws Exception {
        if (from == null || to == null || !from.isBefore(to)) {
            throw new UserError(
                    "A correction needs a range with --from before --to, but --from is "
                            + from
                            + " and --to is "
                            + to
                            + ": give both.");
        }
        Correction correction =
                new Correction(
                        view,
                        settings,
                        from,
                        to,
                        foldLate,
                        viewOptions.parallelism(),
                        whoOptions.who(),
                        whoOptions.why());
        if (dryRun) {
            correction.plan(System.out);
            return ExitCode.OK;
        }
        CorrectedTable.Changes changes =
                correction.run(viewOptions.target(settings, view), System.out, System.err);
        System.out.printf(
                "rows added=%d changed=%d removed=%d%n",
                changes.added(), changes.changed(), changes.removed());
        return ExitCode.OK;
    }
}
