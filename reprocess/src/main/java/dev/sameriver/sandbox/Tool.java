package dev.sameriver.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a data directory ready by a command, exactly once.
 *
 * <p>A command outlives a command line that is killed, and would work beside the one that the next
 * command line starts. So each holds a lock from before it looks whether the directory is ready
 * until that is marked: whichever comes later finds it ready, or clears what the other left.
 */
final class Tool {

    private static final String LOCK = ".lock";

    /** How long a command that is left at work is waited for. */
    private static final String PATIENCE_SECONDS = "120";

    private static final String UNLESS_READY_CLEAR_RUN_AND_MARK =
            "test -e \"$0"
                    + Once.MARK
                    + "\" || "
                    + "{ rm -rf \"$0\" && \"$@\" && touch \"$0"
                    + Once.MARK
                    + "\"; }";

    private Tool() {}

    /**
     * Runs a command that fills {@code directory}, unless it is ready; output goes to {@code log}.
     *
     * @throws SandboxFailure in the name of {@code process} if it does not exit with 0
     */
    static void fillOnce(Path directory, String process, List<String> command, Path log)
            throws IOException, InterruptedException {
        if (Files.exists(Once.mark(directory))) {
            return;
        }
        List<String> line = new ArrayList<>(List.of("sh", "-c", UNLESS_READY_CLEAR_RUN_AND_MARK));
        line.add(directory.toString());
        line.addAll(command);
        int exit = run(directory + LOCK, line, ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (exit != 0) {
            throw new SandboxFailure(
                    process, "could not be made ready (exit code " + exit + ")", log);
        }
    }

    /** Waits for the commands that a killed command line left at work in {@code parent}. */
    static void awaitEnd(Path parent) throws IOException, InterruptedException {
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> locks = Files.newDirectoryStream(parent, "*" + LOCK)) {
                for (Path lock : locks) {
                    run(lock.toString(), List.of("true"), ProcessBuilder.Redirect.DISCARD);
                }
            }
        }
    }

    private static int run(String lock, List<String> command, ProcessBuilder.Redirect output)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("flock", "-w", PATIENCE_SECONDS, lock));
        line.addAll(command);
        return new ProcessBuilder(line)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start()
                .waitFor();
    }
}
