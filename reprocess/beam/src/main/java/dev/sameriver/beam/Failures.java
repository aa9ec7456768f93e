package dev.sameriver.beam;

import dev.sameriver.view.UserError;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** Tells a user what went wrong, in one line. */
final class Failures {

    private Failures() {}

    /** Prints a failure; returns the exit code. */
    static int report(Exception failure, PrintWriter err) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof UserError)) {
            cause = cause.getCause();
        }
        boolean misuse = cause instanceof UserError;
        String kind = misuse ? "" : cause.getClass().getSimpleName() + ": ";
        err.println("beam-derivation: " + kind + cause.getMessage());
        err.flush();
        return misuse ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    /** Prints what is wrong with the words of the command; returns the exit code. */
    static int misuse(ParameterException mistake, String[] words) {
        CommandLine command = mistake.getCommandLine();
        command.getErr().printf("beam-derivation: %s (see --help)%n", mistake.getMessage());
        return ExitCode.USAGE;
    }
}
