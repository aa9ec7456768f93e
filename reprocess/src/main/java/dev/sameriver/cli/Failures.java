package dev.sameriver.cli;

import dev.sameriver.sandbox.SandboxFailure;
import dev.sameriver.view.UserError;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a user what went wrong. */
final class Failures {

    /** How Hadoop says that nobody listens; what follows is a link to its wiki. */
    private static final Pattern NO_HDFS =
            Pattern.compile("Call From \\S+ to (\\S+) failed on connection exception");

    private Failures() {}

    /**
     * Prints a failure: a misuse as its sentence, anything else as one line.
     *
     * @param debug whether the stack trace follows
     * @return the exit code
     */
    static int report(Exception failure, boolean debug, PrintWriter err) {
        String sentence = sentence(failure);
        boolean misuse = sentence != null;
        err.println("sameriver: " + (misuse ? sentence : line(failure)));
        if (debug) {
            failure.printStackTrace(err);
        }
        err.flush();
        return misuse ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    /** What a user is to change; null if the failure is none of a user's. */
    private static @Nullable String sentence(Exception failure) {
        if (failure instanceof UserError) {
            return failure.getMessage();
        }
        for (Throwable one = failure; one != null; one = one.getCause()) {
            Matcher away = NO_HDFS.matcher(String.valueOf(one.getMessage()));
            if (one instanceof ConnectException && away.find()) {
                return "HDFS must answer, but its name node at "
                        + away.group(1)
                        + " does not (connection refused): check --archive, or start it.";
            }
        }
        return null;
    }

    private static String line(Exception failure) {
        String message = failure.getMessage();
        if (failure instanceof SandboxFailure broken) {
            String said = LastError.of(broken.log());
            return message + (said.isEmpty() ? "" : ", and says: " + said);
        }
        String kind = failure.getClass().getSimpleName();
        return message == null ? kind : kind + ": " + message;
    }

    /** Prints what is wrong with the words of a command, in one line. */
    static int misuse(ParameterException mistake, String[] words) {
        CommandLine command = mistake.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr()
                .printf("sameriver: %s (see %s --help)%n", words(mistake, command, name), name);
        return ExitCode.USAGE;
    }

    private static String words(ParameterException mistake, CommandLine command, String name) {
        if (mistake instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !command.getSubcommands().isEmpty()) {
            String near = String.join(" or ", unmatched.getSuggestions());
            return "no such command: %s %s%s"
                    .formatted(
                            name,
                            unmatched.getUnmatched().get(0),
                            near.isEmpty() ? "" : "; did you mean " + near + "?");
        }
        return String.valueOf(mistake.getMessage());
    }
}
