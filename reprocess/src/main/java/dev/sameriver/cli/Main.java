package dev.sameriver.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code sameriver}. */
@Command(
        name = "sameriver",
        description = "One event log, one clock: the same rows from history and live.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ArchiveCommand.class,
            AuditCommand.class,
            BackfillCommand.class,
            BenchCommand.class,
            CompareCommand.class,
            DemoCommand.class,
            HeartbeatCommand.class,
            ImportCommand.class,
            PauseCommand.class,
            ProduceCommand.class,
            PromoteCommand.class,
            ReplayCommand.class,
            ResumeCommand.class,
            RetireCommand.class,
            RollbackCommand.class,
            RunCommand.class,
            SandboxCommand.class,
            ServeCommand.class,
            UpgradeCommand.class,
            VerifyCommand.class,
            VersionsCommand.class
        })
public final class Main implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of a failure.")
    private boolean debug;

    private Main() {}

    /** Runs one command and exits: 0 is success, 1 a failure, 2 a misuse. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        Main main = new Main();
        CommandLine commandLine = new CommandLine(main);
        giveVersion(commandLine);
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Main::runLast)
                .registerConverter(Instant.class, TimeArguments::instant)
                .registerConverter(Duration.class, TimeArguments::duration)
                .setParameterExceptionHandler(Failures::misuse)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) ->
                                Failures.report(failure, main.debug, command.getErr()));
    }

    /**
     * What a view's jar may end a command with, though it is no exception, is a failure as others.
     */
    private static int runLast(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (LinkageError | ServiceConfigurationError | OutOfMemoryError e) {
            CommandLine command = parsed.commandSpec().commandLine();
            throw new ExecutionException(command, String.valueOf(e.getMessage()), e);
        }
    }

    private static void giveVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new ProductVersion());
        command.getSubcommands().values().forEach(Main::giveVersion);
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "Which command?");
        }
    }
}
