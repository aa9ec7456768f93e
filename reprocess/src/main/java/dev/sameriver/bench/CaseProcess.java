package dev.sameriver.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a case in a fresh Java process, with the same flags for all systems, and where a warm-up is
 * asked for, after smaller runs of the same job, as on a cluster that has run for a while.
 */
public final class CaseProcess {

    private static final String MAIN = "dev.sameriver.bench.job.CaseMain";

    private final Path directory;
    private final SystemJava java;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * @param directory for what runs leave behind
     * @param home where the product was built, with the systems that are measured
     * @param javaOptions options of the process beside the usual ones
     */
    public CaseProcess(Path directory, Path home, List<String> javaOptions) {
        this.directory = directory.toAbsolutePath().normalize();
        this.java = new SystemJava(this.directory, home, javaOptions);
    }

    CaseRun run(
            BenchCase benchCase,
            Dataset data,
            @Nullable Dataset warmUp,
            int warmUpSeconds,
            int parallelism)
            throws IOException, InterruptedException {
        Path run = Files.createDirectories(directory.resolve("run"));
        Path order = run.resolve("order.json");
        Path result = run.resolve("result.json");
        Path log = run.resolve("log.txt");
        URI checkpoints = run.resolve("checkpoints").toUri();
        try {
            json.writeValue(
                    order.toFile(),
                    new CaseOrder(
                            benchCase,
                            data,
                            warmUp,
                            warmUpSeconds,
                            parallelism,
                            checkpoints.toString()));
            Process process =
                    new ProcessBuilder(java.command(run, MAIN, order.toString(), result.toString()))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            int exit = waitFor(process);
            if (exit != 0) {
                throw new IOException(
                        "%s of %s failed: %s"
                                .formatted(
                                        benchCase.name(),
                                        benchCase.system(),
                                        Files.readString(log).strip()));
            }
            return json.readValue(result.toFile(), CaseRun.class);
        } finally {
            delete(run);
        }
    }

    private static int waitFor(Process process) throws InterruptedException {
        Thread stop = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(stop);
        int exit = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(stop);
        return exit;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
