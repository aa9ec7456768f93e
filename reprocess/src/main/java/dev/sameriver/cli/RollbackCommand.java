package dev.sameriver.cli;

import dev.sameriver.versions.Rollback;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sameriver rollback}: give all readers back to the version before. */
@Command(
        name = "rollback",
        description =
                "Give all readers of a view back to the version that they saw before the last"
                        + " promotion, at once for all new reads.",
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Mixin private ChangeOptions changeOptions = new ChangeOptions();

    @Parameters(paramLabel = "VIEW", description = "The view's name, as airport-delays.")
    private String view = "";

    @Override
    public Integer call() {
        changeOptions.run(settingsOptions.settings(), view, new Rollback(view));
        return ExitCode.OK;
    }
}
