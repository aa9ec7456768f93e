package dev.sameriver.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs a helper command to its end. */
final class Tool {

    private Tool() {}

    /**
     * Runs a command; its output is appended to {@code log}.
     *
     * @throws SandboxFailure in the name of {@code process} if it does not exit with 0
     */
    static void run(String process, List<String> command, Path log)
            throws IOException, InterruptedException {
        int exit =
                new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start()
                        .waitFor();
        if (exit != 0) {
            throw new SandboxFailure(
                    process, "could not be made ready (exit code " + exit + ")", log);
        }
    }
}
