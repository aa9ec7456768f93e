package dev.sameriver.cli;

import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.ProcessStatus;
import dev.sameriver.sandbox.Sandbox;
import dev.sameriver.sandbox.SandboxOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sameriver sandbox}: the servers that a first look needs, as local processes. */
@Command(
        name = "sandbox",
        description = "Run HDFS, Kafka, PostgreSQL and Flink as local processes.",
        mixinStandardHelpOptions = true)
final class SandboxCommand implements Runnable {

    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "up, status or down?");
        }
    }

    @Command(
            name = "up",
            description = "Start what is not running; wait until all is healthy.",
            mixinStandardHelpOptions = true)
    int up(
            @Option(names = "--dir", description = "The sandbox's directory (default: .sandbox).")
                    @Nullable Path directory,
            @Option(
                            names = "--only",
                            split = ",",
                            description =
                                    "Start only these parts: ${COMPLETION-CANDIDATES}; Flink brings"
                                            + " HDFS.")
                    @Nullable List<Part> parts) {
        PrintWriter out = out();
        SandboxOptions options = options(directory);
        Sandbox sandbox;
        try (LeftRunning hint = LeftRunning.in(options.directory())) {
            sandbox =
                    Sandbox.up(
                            parts == null ? options : options.only(parts),
                            (process, took) -> {
                                out.printf(
                                        Locale.ROOT,
                                        "%-14s healthy after %4.1f s  %s%n",
                                        process.name(),
                                        took.toMillis() / 1e3,
                                        process.address());
                                out.flush();
                            });
        }
        out.println();
        sandbox.settings().asMap().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> out.println(entry.getKey() + "=" + entry.getValue()));
        out.println();
        out.println(
                "To use it, add to a command: --config "
                        + CommandText.quoted(sandbox.settingsFile().toString()));
        out.println("To end it: " + LeftRunning.down(options.directory()));
        out.flush();
        return ExitCode.OK;
    }

    @Command(name = "status", description = "Probe each process.", mixinStandardHelpOptions = true)
    int status(
            @Option(names = "--dir", description = "The sandbox's directory (default: .sandbox).")
                    @Nullable Path directory) {
        PrintWriter out = out();
        SandboxOptions options = options(directory);
        List<ProcessStatus> processes = Sandbox.open(options).status();
        if (processes.isEmpty()) {
            out.println("No sandbox is up in " + options.directory() + ".");
            out.flush();
            return ExitCode.SOFTWARE;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("name", "pid", "address", "health"));
        for (ProcessStatus process : processes) {
            String pid = process.pid().isPresent() ? "" + process.pid().getAsLong() : "-";
            String health = process.healthy() ? "healthy" : "unhealthy: " + process.complaint();
            rows.add(List.of(process.name(), pid, process.address(), health));
        }
        TextTable.lines(rows).forEach(out::println);
        out.flush();
        return processes.stream().allMatch(ProcessStatus::healthy)
                ? ExitCode.OK
                : ExitCode.SOFTWARE;
    }

    @Command(
            name = "down",
            description = "Stop every process; data, logs and ports stay.",
            mixinStandardHelpOptions = true)
    int down(
            @Option(names = "--dir", description = "The sandbox's directory (default: .sandbox).")
                    @Nullable Path directory,
            @Option(names = "--delete", description = "Delete data, logs and ports too.")
                    boolean delete) {
        SandboxOptions options = options(directory);
        Sandbox sandbox = Sandbox.open(options);
        boolean was = Files.exists(options.directory());
        int stopped = delete ? sandbox.downAndDelete() : sandbox.down();
        PrintWriter out = out();
        out.println(
                stopped == 0
                        ? "No sandbox is up in " + options.directory() + "."
                        : "stopped " + stopped + (stopped == 1 ? " process" : " processes"));
        if (delete && was) {
            out.println("deleted data, logs and ports in " + options.directory());
        }
        out.flush();
        return ExitCode.OK;
    }

    private static SandboxOptions options(@Nullable Path directory) {
        SandboxOptions options = SandboxOptions.defaults();
        return directory == null ? options : options.in(directory);
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
