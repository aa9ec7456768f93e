package dev.sameriver.cli;

import dev.sameriver.bench.Bench;
import dev.sameriver.bench.BenchCase;
import dev.sameriver.bench.BenchCases;
import dev.sameriver.bench.BenchReport;
import dev.sameriver.bench.Dataset;
import dev.sameriver.view.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code sameriver bench}: whole jobs side by side with stock Flink. */
@Command(
        name = "bench",
        description = "Run whole jobs side by side with stock Flink, on the same data.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    /** With ten events in a minute of a key, the rows are a tenth of the events or fewer. */
    private static final long EVENTS_PER_KEY_MINUTE = 10;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "How many events to read (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description =
                    "How many events each process reads by the same job before, untimed; 0 for a"
                            + " cold start (default: a fifth of the events).")
    private @Nullable Long warmUp;

    @Option(
            names = "--keys",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many keys they have (default: ${DEFAULT-VALUE}).")
    private int keys;

    @Option(
            names = "--span",
            paramLabel = "DURATION",
            description =
                    "How much event time they take, as PT4H (default: ten events in a minute of a"
                            + " key, so that rows do not outnumber events).")
    private @Nullable Duration span;

    @Option(
            names = "--case",
            paramLabel = "NAME",
            description = "Only this case; may be repeated (default: all).")
    private List<String> names = List.of();

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
        positive("--keys", keys);
        positive("--parallelism", parallelism);
        positive("--rounds", rounds);
        Bench bench = new Bench(data(), warmUpEvents(), parallelism, rounds, javaOptions);
        BenchReport report = BenchReport.of(bench, bench.run(cases(), System.err));
        TextTable.lines(report.table()).forEach(System.out::println);
        if (json != null) {
            report.write(json);
        }
        return ExitCode.OK;
    }

    private long warmUpEvents() {
        if (warmUp == null) {
            return events / 5;
        }
        if (warmUp < 0 || warmUp > events) {
            throw new UserError(
                    "A warm-up must read from 0 to %d events, but --warm-up is %d: give fewer."
                            .formatted(events, warmUp));
        }
        return warmUp;
    }

    private Dataset data() {
        Duration length =
                span == null
                        ? Duration.ofMillis(
                                Math.max(1_000, events * 60_000 / keys / EVENTS_PER_KEY_MINUTE))
                        : span;
        if (length.toMillis() < 1_000) {
            throw new UserError(
                    "The events must take at least 1 s of event time, but --span is "
                            + length
                            + ": give a longer one.");
        }
        Path kept =
                directory == null
                        ? Path.of(System.getProperty("sameriver.home", ""), "target", "bench")
                        : directory;
        return new Dataset(kept.toString(), events, keys, length.toMillis());
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
        return all.stream().filter(one -> names.isEmpty() || names.contains(one.name())).toList();
    }

    private static void positive(String option, long value) {
        if (value < 1) {
            throw new UserError(
                    "A bench needs %s of 1 or more, but it is %d: give a greater one."
                            .formatted(option, value));
        }
    }
}
