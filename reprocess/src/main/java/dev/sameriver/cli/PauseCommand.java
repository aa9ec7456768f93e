package dev.sameriver.cli;

import dev.sameriver.backfill.Backfill;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sameriver pause}: stop a version's job behind a savepoint. */
@Command(
        name = "pause",
        description = "Stop the job of a version behind a savepoint, from which resume goes on.",
        mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {

    @Mixin private VersionTarget version = new VersionTarget();

    @Option(
            names = "--force",
            description =
                    "Stop it even if readers see the version, or it takes no savepoint: then its"
                            + " last checkpoint is kept.")
    private boolean force;

    @Override
    public Integer call() throws Exception {
        Backfill backfill = version.backfill();
        backfill.pause(force);
        System.out.println(backfill.key() + " is paused");
        return ExitCode.OK;
    }
}
