package dev.sameriver.cli;

import dev.sameriver.bench.Folders;
import dev.sameriver.bench.IngestBench;
import dev.sameriver.bench.IngestFigure;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.Sandbox;
import dev.sameriver.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sameriver bench ingest}: how fast events come into an archive, and are read back. */
@Command(
        name = "ingest",
        description =
                "Measure import, archiving from a broker of its own, and verify, beside a plain"
                        + " read of the same files.",
        mixinStandardHelpOptions = true)
final class BenchIngestCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "5000000",
            description = "How many events there are (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "N",
            defaultValue = "2",
            description = "How many subtasks the archiver has (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(
            names = "--dir",
            paramLabel = "DIRECTORY",
            description = "Where the events are kept (default: target/bench).")
    private @Nullable Path directory;

    @Override
    public Integer call() throws Exception {
        BenchCommand.positive("--events", events);
        BenchCommand.positive("--parallelism", parallelism);
        Path kept = Files.createDirectories(BenchCommand.directory(directory));
        Path run = Files.createTempDirectory(kept, "ingest");
        SandboxOptions broker = SandboxOptions.defaults().in(run.resolve("sandbox"));
        Thread end = new Thread(() -> end(run, broker));
        Runtime.getRuntime().addShutdownHook(end);
        Sandbox sandbox = Sandbox.up(broker.only(Part.KAFKA));
        Path archive = run.resolve("archive");
        List<IngestFigure> figures =
                new IngestBench(kept, archive, events, parallelism, sandbox.settings(), System.err)
                        .run();
        System.out.println(BenchCommand.text(spec));
        TextTable.lines(IngestFigure.table(figures)).forEach(System.out::println);
        return ExitCode.OK;
    }

    /** Whether the bench succeeds, fails or is interrupted, neither broker nor data is left. */
    private static void end(Path run, SandboxOptions broker) {
        try {
            Sandbox.open(broker).downAndDelete();
            Folders.delete(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
