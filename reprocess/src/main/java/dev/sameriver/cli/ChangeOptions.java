package dev.sameriver.cli;

import dev.sameriver.connect.Settings;
import dev.sameriver.registry.Registry;
import dev.sameriver.versions.Plan;
import dev.sameriver.versions.ViewChange;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of verbs that change a view's versions, and how such a verb runs. */
final class ChangeOptions {

    @Mixin private WhoOptions whoOptions = new WhoOptions();

    @Option(names = "--dry-run", description = "Only show what would change.")
    private boolean dryRun;

    /** Carries a verb out, or shows what it would change, a line for each version. */
    void run(Settings settings, String view, Plan.Planner planner) {
        ViewChange change =
                new ViewChange(Registry.open(settings), view, whoOptions.who(), whoOptions.why());
        List<String> lines = dryRun ? change.preview(planner) : change.apply(planner);
        lines.forEach(System.out::println);
        if (lines.isEmpty()) {
            System.out.println(view + ": nothing to change");
        } else if (dryRun) {
            System.out.println("dry run: nothing was changed");
        }
    }
}
