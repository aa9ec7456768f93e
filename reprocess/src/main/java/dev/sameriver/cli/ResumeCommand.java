package dev.sameriver.cli;

import dev.sameriver.backfill.Backfill;
import dev.sameriver.connect.Settings;
import dev.sameriver.view.View;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code sameriver resume}: go on with a version that was paused. */
@Command(
        name = "resume",
        description = "Go on with a version that was paused, or whose job was lost.",
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

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
        System.out.println("job " + backfill.resume());
        return ExitCode.OK;
    }
}
