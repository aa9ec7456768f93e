package dev.sameriver.beam;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command line of the main engine, each time in a process of its own. */
final class MainEngine {

    private static final Path REPOSITORY = Path.of(System.getProperty("sameriver.home", "."));

    private final Path folder;

    /**
     * @param folder for its logs, and for the rows that it writes
     */
    MainEngine(Path folder) {
        this.folder = folder;
    }

    /** The jar of the first view. */
    static Path airportDelays() throws IOException {
        return jar("jobs/airport-delays/target", "airport-delays-*SNAPSHOT.jar");
    }

    /** Runs a command to its end; returns what it prints. */
    String run(String... words) throws IOException, InterruptedException {
        List<String> classPath =
                List.of(
                        jar("reprocess/target", "sameriver-reprocess-*SNAPSHOT.jar").toString(),
                        REPOSITORY.resolve("reprocess/target/lib/*").toString(),
                        airportDelays().toString(),
                        REPOSITORY.resolve("reprocess/beam/target/test-classes").toString());
        List<String> command = new ArrayList<>(Java.command());
        command.addAll(
                List.of(
                        "-Dsameriver.home=" + folder,
                        "-cp",
                        String.join(File.pathSeparator, classPath),
                        "dev.sameriver.cli.Main"));
        command.addAll(List.of(words));
        Java.Result result = Java.run(command, folder);
        if (result.exit() != 0) {
            throw new IOException(String.join(" ", words) + " failed: " + result.err());
        }
        return result.out().strip();
    }

    /** Replays a view, with its rows as CSV files; returns the line that it prints. */
    String replay(String view, String archive) throws IOException, InterruptedException {
        return run(
                "replay",
                view,
                "--archive",
                archive,
                "--digest",
                "--output",
                "csv:" + folder.toUri());
    }

    /** The lines that a replay wrote, sorted, in the table of this name. */
    List<String> lines(String table) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve(table))) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
            }
        }
        lines.sort(null);
        return lines;
    }

    static Path jar(String folder, String name) throws IOException {
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(REPOSITORY.resolve(folder), name)) {
            for (Path jar : jars) {
                return jar;
            }
        }
        throw new IOException("there is no " + name + " in " + folder + ": run mvn package");
    }
}
