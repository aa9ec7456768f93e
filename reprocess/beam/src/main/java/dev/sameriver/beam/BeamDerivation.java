package dev.sameriver.beam;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sameriver.view.KeyFilter;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Derives a view's final rows by Beam, and prints the line that a replay prints of them. */
@Command(
        name = "beam-derivation",
        description = "Derive a view over its archive by Apache Beam.",
        mixinStandardHelpOptions = true)
public final class BeamDerivation implements Callable<Integer> {

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "The view's jar; may be given more than once.")
    private List<Path> jars = List.of();

    @Option(
            names = "--view",
            paramLabel = "VIEW",
            required = true,
            description = "A view's name, for its earliest version, or name@version.")
    private String view = "";

    @Option(
            names = "--archive",
            paramLabel = "URI",
            required = true,
            description = "The archive: a folder, or an address as hdfs://namenode:8020/logs.")
    private String archive = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "Where the final rows go, as sorted CSV lines.")
    private Path out = Path.of("");

    @Option(
            names = "--late",
            paramLabel = "FILE",
            description = "Where the late events go, as sorted CSV lines.")
    private @Nullable Path late;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Rows of windows that start at or after this, as 2001-02-01T00:00:00Z.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Rows of windows that end at or before this.")
    private @Nullable Instant to;

    @Option(
            names = "--sample",
            paramLabel = "PERCENT",
            description = "Only a part of the keys, as 1%%: the same as all of Sameriver takes.")
    private @Nullable String sample;

    @Option(
            names = "--sample-start",
            paramLabel = "PERCENT",
            defaultValue = "0%",
            description = "Where that part starts among all keys (default: ${DEFAULT-VALUE}).")
    private String sampleStart = "0%";

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "Only the keys in a file: of each its text in Base64, a line each.")
    private @Nullable Path keys;

    @Option(
            names = "--events",
            description = "List the events that each row counts, in one column more.")
    private boolean events;

    @Option(
            names = "--runner",
            defaultValue = "DIRECT",
            description = "direct or flink (default: direct).")
    private Runner runner = Runner.DIRECT;

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "N",
            defaultValue = "1",
            description = "How many threads work (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    private BeamDerivation() {}

    /** Runs the derivation and exits: 0 is success, 1 a failure, 2 a misuse. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new BeamDerivation())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Failures::misuse)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> Failures.report(failure, command.getErr()))
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        check();
        ViewCode code = new ViewCode(jars.stream().map(Path::toString).toList(), view, events);
        Derivation derivation =
                new Derivation(
                        code,
                        archive,
                        from == null ? Long.MIN_VALUE : from.toEpochMilli(),
                        to == null ? Long.MAX_VALUE : to.toEpochMilli(),
                        filter(),
                        out,
                        late);
        System.out.println(derivation.run(runner.options(archive, parallelism)).line());
        return ExitCode.OK;
    }

    private @Nullable KeyFilter filter() throws IOException {
        if (keys != null) {
            return KeyFilter.only(
                    Files.readAllLines(keys).stream()
                            .map(line -> new String(Base64.getDecoder().decode(line), UTF_8))
                            .toList());
        }
        return sample == null ? null : KeyFilter.slice(start(sampleStart), share(sample));
    }

    private void check() {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new UserError(
                    "A range must have --from before --to, but --from is "
                            + from
                            + " and --to is "
                            + to
                            + ": exchange them.");
        }
        if (parallelism < 1) {
            throw new UserError(
                    "A derivation needs at least 1 thread, but --parallelism is "
                            + parallelism
                            + ": give 1 or more.");
        }
        requireFolder("--out", out);
        if (late != null) {
            requireFolder("--late", late);
        }
    }

    private static void requireFolder(String flag, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new UserError(
                    "A derivation writes to a file in a folder that is there, but "
                            + flag
                            + " is "
                            + file
                            + ": make its folder, or name another file.");
        }
    }

    private static double share(String percent) {
        double share = number(percent);
        if (!(share > 0 && share <= 1)) {
            throw new UserError(
                    "A sample is a percentage above 0% up to 100%, but --sample is "
                            + percent
                            + ": write it as 1%.");
        }
        return share;
    }

    private static double start(String percent) {
        double start = number(percent);
        if (!(start >= 0 && start < 1)) {
            throw new UserError(
                    "A sample starts at a percentage from 0% to less than 100%, but --sample-start"
                            + " is "
                            + percent
                            + ": write it as 5%.");
        }
        return start;
    }

    /** What a text like 1% says; not a number if it is none. */
    private static double number(String percent) {
        Matcher number = Pattern.compile("([0-9]+(\\.[0-9]+)?)%").matcher(percent);
        return number.matches() ? Double.parseDouble(number.group(1)) / 100 : Double.NaN;
    }
}
