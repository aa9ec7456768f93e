package dev.sameriver.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code sameriver resume}: go on with a version that was paused. */
@Command(
        name = "resume",
        description = {
            "Go on with a version that was paused, or whose job was lost.",
            "It runs as it ran before, but for what is given here."
        },
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

    @Mixin private VersionTarget version = new VersionTarget();

    @Mixin private BackfillFlags flags = new BackfillFlags();

    @Override
    public Integer call() throws Exception {
        String job = version.backfill().resume(kept -> flags.over(kept, version.parallelism()));
        System.out.println("job " + job);
        return ExitCode.OK;
    }
}
