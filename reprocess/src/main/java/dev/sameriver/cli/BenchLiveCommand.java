package dev.sameriver.cli;

import dev.sameriver.bench.live.LiveBench;
import dev.sameriver.bench.live.LiveLoad;
import dev.sameriver.bench.live.LiveProcess;
import dev.sameriver.bench.live.LiveReport;
import dev.sameriver.bench.live.LiveSystem;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.Sandbox;
import dev.sameriver.sandbox.SandboxOptions;
import dev.sameriver.view.UserError;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sameriver bench live}: from Kafka to Postgres, side by side with stock Flink. */
@Command(
        name = "live",
        description =
                "Measure how long it takes from an event's append to Kafka until a row with it"
                        + " can be read in Postgres, in a sandbox of its own.",
        mixinStandardHelpOptions = true)
final class BenchLiveCommand implements Callable<Integer> {

    /** What may stand behind {@code --system}: reports have longer names, with commas in them. */
    static final class SystemNames implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Stream.of(LiveSystem.values()).map(LiveSystem::name).iterator();
        }
    }

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Events a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long events count (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description =
                    "How long events are appended before that do not count (default:"
                            + " ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--keys",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many keys events have (default: ${DEFAULT-VALUE}).")
    private int keys;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many partitions the topic has (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "N",
            defaultValue = "2",
            description = "How many subtasks each step has (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often each system runs, in turn (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--system",
            paramLabel = "NAME",
            completionCandidates = SystemNames.class,
            description =
                    "Only this system; may be repeated: ${COMPLETION-CANDIDATES} (default: all).")
    private List<LiveSystem> systems = List.of(LiveSystem.values());

    @Override
    public Integer call() throws Exception {
        positive("--rate", rate);
        positive("--seconds", seconds);
        positive("--warm-up", warmUp + 1);
        positive("--keys", keys);
        positive("--partitions", partitions);
        positive("--parallelism", parallelism);
        positive("--rounds", rounds);
        SandboxOptions options = SandboxOptions.defaults();
        Path directory = options.home().resolve(Path.of("target", "bench", "live"));
        options = options.in(directory).only(Part.KAFKA, Part.POSTGRES);
        Sandbox.open(options).downAndDelete();
        Sandbox sandbox = Sandbox.up(options);
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::downAndDelete));
        Path runs = directory.resolve("data").resolve("runs");
        LiveLoad load = new LiveLoad(rate, warmUp, seconds, keys, partitions);
        LiveBench bench = new LiveBench(load, sandbox, runs, parallelism);
        LiveReport report =
                new LiveReport(
                        bench.run(
                                systems, rounds, LiveProcess.in(runs, options.home()), System.err));
        System.out.println(BenchCommand.text(spec));
        TextTable.lines(report.table()).forEach(System.out::println);
        return ExitCode.OK;
    }

    private static void positive(String option, int value) {
        if (value < 1) {
            throw new UserError(
                    "A bench needs %s of 1 or more, but it is %d: give a greater one."
                            .formatted(option, value));
        }
    }
}
