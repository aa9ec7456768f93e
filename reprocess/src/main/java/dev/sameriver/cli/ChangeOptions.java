package dev.sameriver.cli;

import dev.sameriver.connect.Settings;
import dev.sameriver.registry.Caller;
import dev.sameriver.registry.Registry;
import dev.sameriver.versions.Plan;
import dev.sameriver.versions.ViewChange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of verbs that change a view's versions, and how such a verb runs. */
final class ChangeOptions {

    @Option(
            names = "--who",
            paramLabel = "NAME",
            description = "Who the change is recorded under (default: the user at this host).")
    private @Nullable String who;

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason that is recorded.")
    private @Nullable String why;

    @Option(names = "--dry-run", description = "Only show what would change.")
    private boolean dryRun;

    /** Carries a verb out, or shows what it would change, a line for each version. */
    void run(Settings settings, String view, Plan.Planner planner) {
        ViewChange change =
                new ViewChange(
                        Registry.open(settings), view, who == null ? Caller.name() : who, why);
        List<String> lines = dryRun ? change.preview(planner) : change.apply(planner);
        lines.forEach(System.out::println);
        if (lines.isEmpty()) {
            System.out.println(view + ": nothing to change");
        } else if (dryRun) {
            System.out.println("dry run: nothing was changed");
        }
    }
}
