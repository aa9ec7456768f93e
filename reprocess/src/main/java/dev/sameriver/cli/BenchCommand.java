package dev.sameriver.cli;

import dev.sameriver.bench.Bench;
import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.BenchCases;
import dev.sameriver.bench.BenchReport;
import dev.sameriver.bench.BenchSystem;
import dev.sameriver.bench.CaseProcess;
import dev.sameriver.bench.CaseResult;
import dev.sameriver.view.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sameriver bench}: whole jobs side by side with stock Flink. */
@Command(
        name = "bench",
        description = "Run whole jobs side by side with other systems, on the same data.",
        mixinStandardHelpOptions = true,
        subcommands = {BenchIngestCommand.class, BenchLiveCommand.class, BenchStepsCommand.class})
final class BenchCommand implements Callable<Integer> {

    private static final int MOST_LATE = 50;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "20000000",
            description =
                    "How many events there are; slow systems read a share of them (default:"
                            + " ${DEFAULT-VALUE}).")
    private long events;

    @Option(
            names = "--late",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description =
                    "How many of a hundred events of the second half are late, by a day; if any,"
                            + " only systems run that tell which (default: ${DEFAULT-VALUE}).")
    private int late;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description =
                    "For how long each process runs the same job before, untimed, on a fifth of"
                            + " its events, and then on all if it is fast enough; 0 for a cold"
                            + " start (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--case",
            paramLabel = "NAME",
            description = "Only this case; may be repeated (default: all).")
    private List<String> names = List.of();

    @Option(
            names = "--against",
            paramLabel = "SYSTEM",
            description =
                    "Only this system beside ours: ${COMPLETION-CANDIDATES}; may be repeated"
                            + " (default: all).")
    private List<BenchSystem> against = List.of();

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "N",
            defaultValue = "2",
            description = "How many subtasks each step has (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each case runs; medians count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--checkpoints",
            paramLabel = "DURATION",
            defaultValue = "PT10S",
            description = "How often streams make a checkpoint (default: ${DEFAULT-VALUE}).")
    private Duration checkpoints = Duration.ofSeconds(10);

    @Option(
            names = "--dir",
            paramLabel = "DIRECTORY",
            description = "Where the data is kept (default: target/bench).")
    private @Nullable Path directory;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to a file.")
    private @Nullable Path json;

    @Option(
            names = "--java",
            paramLabel = "OPTION",
            description = "One more option of the cases' Java processes; may be repeated.")
    private List<String> javaOptions = List.of();

    @Override
    public Integer call() throws Exception {
        positive("--events", events);
        positive("--parallelism", parallelism);
        positive("--rounds", rounds);
        if (late < 0 || late > MOST_LATE) {
            throw new UserError(
                    "Of a hundred events 0 to %d may be late, but --late is %d: give a number like 2."
                            .formatted(MOST_LATE, late));
        }
        if (warmUp < 0) {
            throw new UserError(
                    "A warm-up must be 0 seconds or longer, but --warm-up is "
                            + warmUp
                            + ": give 0, or a number like 10.");
        }
        if (checkpoints.toMillis() < 1) {
            throw new UserError(
                    "Streams make checkpoints at an interval of at least 1 ms, but --checkpoints is"
                            + " "
                            + checkpoints
                            + ": give a longer one, like PT10S.");
        }
        Path kept = directory(directory);
        Bench bench =
                new Bench(kept.toString(), events, late, warmUp, parallelism, rounds, checkpoints);
        CaseProcess process = new CaseProcess(kept, home(), javaOptions);
        String command = text(spec);
        List<BenchCase> cases = cases();
        List<CaseResult> results = bench.run(cases, process, System.err);
        BenchReport report = BenchReport.of(bench, command, results);
        System.out.println(command);
        print(report.table());
        print(report.summary());
        print(report.promises());
        if (json != null) {
            report.write(json);
        }
        return results.size() == cases.size() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void print(List<List<String>> table) {
        if (table.size() > 1) {
            System.out.println();
            TextTable.lines(table).forEach(System.out::println);
        }
    }

    /** What stands above a bench's table, so that it can be made again. */
    static String text(@Nullable CommandSpec spec) {
        return CommandText.of(Objects.requireNonNull(spec, "not called by a command line"));
    }

    /** Where the product was built. */
    static Path home() {
        return Path.of(System.getProperty("sameriver.home", ""));
    }

    /** Where data is kept. */
    static Path directory(@Nullable Path asked) {
        return asked == null ? home().resolve("target").resolve("bench") : asked;
    }

    private List<BenchCase> cases() {
        List<BenchCase> all = BenchCases.all();
        List<String> known = all.stream().map(BenchCase::name).distinct().toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new UserError(
                        "A case must be one of "
                                + String.join(", ", known)
                                + ", but --case is "
                                + name
                                + ": choose one of them.");
            }
        }
        List<BenchCase> wanted =
                all.stream()
                        .filter(one -> names.isEmpty() || names.contains(one.name()))
                        .filter(one -> late == 0 || one.judgesLate())
                        .filter(one -> against.isEmpty() || isWanted(one.system()))
                        .toList();
        if (wanted.isEmpty()) {
            throw new UserError(
                    "No case of --case "
                            + String.join(", ", names)
                            + " has late events, as each reads too few or derives no windows:"
                            + " leave --late out.");
        }
        return wanted;
    }

    private boolean isWanted(BenchSystem system) {
        return system == BenchSystem.SAMERIVER || against.contains(system);
    }

    static void positive(String option, long value) {
        if (value < 1) {
            throw new UserError(
                    "A bench needs %s of 1 or more, but it is %d: give a greater one."
                            .formatted(option, value));
        }
    }
}
