package dev.sameriver.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a program of the bench's own module in a fresh Java process. The program's arguments are two
 * files: what it is told, and what it is to answer, both in JSON.
 */
public final class BenchProcess {

    private static final List<String> OPEN_PACKAGES =
            List.of("lang", "util", "io", "net", "nio", "time", "util.concurrent");

    private final Path directory;
    private final Path module;
    private final List<String> javaOptions;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * @param directory for what runs leave behind
     * @param home where the product was built, with the bench's module
     * @param javaOptions options of the process
     */
    public BenchProcess(Path directory, Path home, List<String> javaOptions) {
        this.directory = directory.toAbsolutePath().normalize();
        this.module = home.resolve(Path.of("reprocess", "bench", "target"));
        this.javaOptions = javaOptions;
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
                    new ProcessBuilder(command(run, main, orderFile, answerFile))
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

    private List<String> command(Path run, String main, Path order, Path answer)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        OPEN_PACKAGES.forEach(
                opened -> command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED"));
        command.add("-XX:+UseG1GC");
        command.add("-Djava.io.tmpdir=" + run);
        command.add("-Dsameriver.log=" + directory.resolve("bench.log"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", classPath()));
        command.addAll(List.of(main, order.toString(), answer.toString()));
        return command;
    }

    private String classPath() throws IOException {
        List<String> path = new ArrayList<>();
        path.add(System.getProperty("java.class.path", ""));
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(module, "*.jar")) {
            jars.forEach(jar -> path.add(jar.toString()));
        }
        path.add(module.resolve("lib").resolve("*").toString());
        return String.join(File.pathSeparator, path);
    }
}
