package dev.sameriver.cli;

import dev.sameriver.connect.Unavailable;
import dev.sameriver.sandbox.SandboxFailure;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** Tells a user what went wrong. */
final class Failures {

    private static final int LAST_LINES = 15;

    private Failures() {}

    /**
     * Prints a failure: a misuse, and a server that is away, as its sentence, anything else as one
     * line.
     *
     * @param debug whether the stack trace follows
     * @return the exit code
     */
    static int report(Exception thrown, boolean debug, PrintWriter err) {
        Throwable cause = thrown.getCause();
        Throwable failure = thrown instanceof ExecutionException && cause != null ? cause : thrown;
        boolean isSentence = failure instanceof UserError || failure instanceof SandboxFailure;
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        if (isSentence) {
            err.println("sameriver: " + message);
        } else {
            err.println("sameriver: " + (message == null ? kind : kind + ": " + message));
        }
        if (failure instanceof SandboxFailure broken) {
            lastLines(broken.log()).forEach(line -> err.println("  | " + line));
        }
        if (debug) {
            failure.printStackTrace(err);
        }
        err.flush();
        boolean isMisuse = failure instanceof UserError && !(failure instanceof Unavailable);
        return isMisuse ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    /** Prints what is wrong with the words of a command, in one line. */
    static int misuse(ParameterException mistake, String[] words) {
        CommandLine command = mistake.getCommandLine();
        command.getErr()
                .printf(
                        "sameriver: %s (see %s --help)%n",
                        mistake.getMessage(), command.getCommandSpec().qualifiedName());
        return ExitCode.USAGE;
    }

    /** The end of a log; nothing if it cannot be read. */
    static List<String> lastLines(Path log) {
        try {
            List<String> lines =
                    new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
