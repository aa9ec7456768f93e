package dev.sameriver.cli;

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

    @Mixin private VersionTarget version = new VersionTarget();

    @Override
    public Integer call() throws Exception {
        System.out.println("job " + version.backfill().resume());
        return ExitCode.OK;
    }
}
