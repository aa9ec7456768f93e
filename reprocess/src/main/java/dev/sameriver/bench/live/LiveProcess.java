package dev.sameriver.bench.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sameriver.bench.SystemJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A system in a fresh Java process, which ends with this one at the latest. */
public final class LiveProcess implements RunningSystem {

    private static final String MAIN = "dev.sameriver.bench.job.LiveMain";

    private final LiveSystem system;
    private final Process process;
    private final Path log;

    private LiveProcess(LiveSystem system, Process process, Path log) {
        this.system = system;
        this.process = process;
        this.log = log;
    }

    /** Starts systems in a directory each. */
    public static Starter in(Path directory, Path home) {
        SystemJava java = new SystemJava(directory, home, SystemJava.HEAP);
        return order -> start(order, directory.resolve(order.topic() + "-process"), java);
    }

    private static LiveProcess start(LiveOrder order, Path run, SystemJava java)
            throws IOException {
        Files.createDirectories(run);
        Path file = run.resolve("order.json");
        Path log = run.resolve("log.txt");
        new ObjectMapper().writeValue(file.toFile(), order);
        Process process =
                new ProcessBuilder(java.command(run, MAIN, file.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        return new LiveProcess(order.system(), process, log);
    }

    @Override
    public void requireRunning() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(system + " failed: " + Files.readString(log).strip());
        }
    }

    @Override
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
