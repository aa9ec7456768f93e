package dev.sameriver.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a program of the bench's own module in a fresh Java process. The program's arguments are two
 * files: what it is told, and what it is to answer, both in JSON.
 */
public final class BenchProcess {

    private final Path directory;
    private final SystemJava java;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * @param directory for what runs leave behind
     * @param home where the product was built, with the bench's module
     * @param javaOptions options of the process
     */
    public BenchProcess(Path directory, Path home, List<String> javaOptions) {
        this.directory = directory.toAbsolutePath().normalize();
        this.java = new SystemJava(this.directory, home, javaOptions);
    }

    /** The folder of the run that goes on; it is deleted afterwards. */
    Path runDirectory() {
        return directory.resolve("run");
    }

    /**
     * Runs a program to its end.
     *
     * @param what is run, for a failure's message
     * @param main the program's class
     * @param order what it is told
     * @param answer the type of what it answers
     * @throws IOException if it fails
     */
    public <A> A run(String what, String main, Object order, Class<A> answer)
            throws IOException, InterruptedException {
        Path run = Files.createDirectories(runDirectory());
        Path orderFile = run.resolve("order.json");
        Path answerFile = run.resolve("answer.json");
        Path log = run.resolve("log.txt");
        try {
            json.writeValue(orderFile.toFile(), order);
            Process process =
                    new ProcessBuilder(
                                    java.command(
                                            run, main, orderFile.toString(), answerFile.toString()))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            if (waitFor(process) != 0) {
                throw new IOException(
                        "%s failed: %s".formatted(what, Files.readString(log).strip()));
            }
            return json.readValue(answerFile.toFile(), answer);
        } finally {
            Folders.delete(run);
        }
    }

    private static int waitFor(Process process) throws InterruptedException {
        Thread stop = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(stop);
        int exit = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(stop);
        return exit;
    }
}
