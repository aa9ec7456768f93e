package dev.sameriver.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds the command line of a Java server of the sandbox. */
final class JavaCommand {

    private static final List<String> OPEN_PACKAGES =
            List.of("lang", "util", "io", "net", "nio", "time", "util.concurrent");

    private final List<String> options = new ArrayList<>();
    private final List<String> classPath = new ArrayList<>();

    JavaCommand(Layout layout, String name) {
        options.add("-D" + layout.mark(name));
        options.add("-Dlog4j2.configurationFile=" + DaemonLogging.file(layout));
        OPEN_PACKAGES.forEach(
                opened -> options.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED"));
    }

    JavaCommand options(String... more) {
        return options(List.of(more));
    }

    JavaCommand options(Collection<String> more) {
        options.addAll(more);
        return this;
    }

    /** A directory of resources. */
    JavaCommand resources(Path directory) {
        classPath.add(directory.toString());
        return this;
    }

    /** All jars of a directory. */
    JavaCommand jars(Path directory) {
        classPath.add(directory + "/*");
        return this;
    }

    List<String> main(String mainClass, String... arguments) {
        Path java = Path.of(System.getProperty("java.home", ""), "bin", "java");
        return Stream.of(
                        List.of(java.toString()),
                        options,
                        List.of("-cp", String.join(":", classPath), mainClass),
                        List.of(arguments))
                .flatMap(List::stream)
                .collect(Collectors.toUnmodifiableList());
    }

    /** The same process, but a helper that ends by itself and must not be taken for the server. */
    static JavaCommand tool(Layout layout, String name) {
        return new JavaCommand(layout, name + "-tool")
                .options("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }
}
