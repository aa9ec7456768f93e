package dev.sameriver.bench;

import dev.sameriver.sandbox.HugePages;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a Java process that runs a system, with the same flags for all systems.
 *
 * @param directory for what all processes leave behind
 * @param home where the product was built, with the systems that are measured
 * @param options of the process beside the usual ones
 */
public record SystemJava(Path directory, Path home, List<String> options) {

    /** The heap of a process that runs a whole system. */
    public static final List<String> HEAP = List.of("-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch");

    private static final List<String> OPEN_PACKAGES =
            List.of("lang", "util", "io", "net", "nio", "time", "util.concurrent");

    /**
     * @param run the process's own directory
     */
    public List<String> command(Path run, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        OPEN_PACKAGES.forEach(
                opened -> command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED"));
        command.add("-XX:+UseG1GC");
        command.addAll(HugePages.option());
        command.add("-Djava.io.tmpdir=" + run);
        command.add("-Dsameriver.log=" + directory.resolve("bench.log"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main));
        command.addAll(List.of(arguments));
        return command;
    }

    private String classPath() throws IOException {
        Path systems = home.resolve(Path.of("reprocess", "bench", "target"));
        List<String> path = new ArrayList<>();
        path.add(System.getProperty("java.class.path", ""));
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(systems, "*.jar")) {
            jars.forEach(jar -> path.add(jar.toString()));
        }
        path.add(systems.resolve("lib").resolve("*").toString());
        return String.join(File.pathSeparator, path);
    }
}
