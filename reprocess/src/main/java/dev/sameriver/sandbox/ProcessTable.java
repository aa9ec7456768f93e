package dev.sameriver.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The processes of one sandbox: starts them, finds them again, signals them.
 *
 * <p>A process is started in a session of its own (so that Ctrl-C on the command line does not
 * reach it) and writes its pid file itself before it becomes the server. So there is no moment in
 * which it runs unrecorded, even if the command line is killed. The pid in a file is believed only
 * while that process's command line carries the mark of this sandbox and name.
 */
final class ProcessTable {

    private static final String WRITE_PID_THEN_BECOME =
            "echo $$ > \"$0.new\" && mv \"$0.new\" \"$0\" && exec \"$@\"";
    private static final Duration TO_WRITE_PID = Duration.ofSeconds(20);
    private static final String SUFFIX = ".pid";

    private final Layout layout;

    ProcessTable(Layout layout) {
        this.layout = layout;
    }

    /** The names of the processes that should be running, sorted. */
    List<String> expected() {
        if (!Files.isDirectory(layout.run())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(layout.run())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pid of a process of this sandbox, if it is alive. */
    OptionalLong find(String name) {
        OptionalLong pid = recorded(name);
        return pid.isPresent() && isOurs(pid.getAsLong(), name) ? pid : OptionalLong.empty();
    }

    /** The part of an argument behind {@code prefix}, from the command line of a live process. */
    Optional<String> argument(String name, String prefix) {
        OptionalLong pid = find(name);
        if (pid.isEmpty()) {
            return Optional.empty();
        }
        return commandLine(pid.getAsLong()).stream()
                .filter(argument -> argument.startsWith(prefix))
                .map(argument -> argument.substring(prefix.length()))
                .findFirst();
    }

    /** Starts a process that is not running; its output is appended to its log. */
    void start(String name, List<String> command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("setsid", "sh", "-c", WRITE_PID_THEN_BECOME));
        line.add(layout.pidFile(name).toString());
        line.addAll(command);
        Process process =
                new ProcessBuilder(line)
                        .directory(layout.directory().toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(layout.log(name).toFile()))
                        .start();
        long deadline = System.nanoTime() + TO_WRITE_PID.toNanos();
        while (recorded(name).orElse(-1) != process.pid() && process.isAlive()) {
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new SandboxFailure(name, "did not write its pid", layout.log(name));
            }
            Thread.sleep(10);
        }
    }

    /** Sends a signal, as in {@code TERM}; nothing if the process is not running. */
    void signal(String name, String signal) throws IOException, InterruptedException {
        OptionalLong pid = find(name);
        if (pid.isPresent()) {
            new ProcessBuilder("sh", "-c", "kill -s " + signal + " " + pid.getAsLong())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    /** Whether the process has ended, waiting for that no longer than {@code patience}. */
    boolean awaitEnd(String name, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (find(name).isPresent()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }

    /** Strikes a process off the list of those that should be running. */
    void forget(String name) throws IOException {
        Files.deleteIfExists(layout.pidFile(name));
    }

    private OptionalLong recorded(String name) {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(layout.pidFile(name)).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private boolean isOurs(long pid, String name) {
        String mark = layout.mark(name);
        while (isAlive(pid)) {
            List<String> words = commandLine(pid);
            if (!words.isEmpty()) {
                return words.stream().anyMatch(word -> word.endsWith(mark));
            }
            // Between two programs: a process that is just becoming another one shows no words.
            Thread.onSpinWait();
        }
        return false;
    }

    /** A zombie, which only waits for its parent to look, counts as ended. */
    static boolean isAlive(long pid) {
        String stat = read(pid, "stat");
        int behindName = stat.lastIndexOf(')') + 2;
        return stat.length() > behindName && "ZX".indexOf(stat.charAt(behindName)) < 0;
    }

    private static List<String> commandLine(long pid) {
        String words = read(pid, "cmdline");
        return words.isEmpty() ? List.of() : List.of(words.split("\0"));
    }

    private static String read(long pid, String file) {
        try {
            return new String(
                    Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            // There is no such process, or it ended while it was being read.
            return "";
        }
    }
}
