package dev.sameriver.cli;

import dev.sameriver.backfill.Backfill;
import dev.sameriver.connect.Settings;
import dev.sameriver.view.View;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code sameriver pause}: stop a version's job behind a savepoint. */
@Command(
        name = "pause",
        description = "Stop the job of a version behind a savepoint, from which resume goes on.",
        mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin private ViewOptions viewOptions = new ViewOptions();

    @Mixin private WhoOptions whoOptions = new WhoOptions();

    @Override
    public Integer call() throws Exception {
        Settings settings = settingsOptions.settings();
        View view = viewOptions.view();
        Backfill backfill =
                new Backfill(
                        view,
                        settings,
                        viewOptions.target(settings, view),
                        whoOptions.who(),
                        whoOptions.why());
        backfill.pause();
        System.out.println(backfill.key() + " is paused");
        return ExitCode.OK;
    }
}
