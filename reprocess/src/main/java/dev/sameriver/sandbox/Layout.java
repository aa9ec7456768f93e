package dev.sameriver.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The places in a sandbox's directory.
 *
 * @param directory absolute and normal
 */
record Layout(Path directory) {

    private static final List<String> PLACES = List.of("run", "logs", "conf", "data", "tmp");

    /** One pid file for each process that should be running. */
    Path run() {
        return directory.resolve("run");
    }

    Path pidFile(String name) {
        return run().resolve(name + ".pid");
    }

    Path log(String name) {
        return directory.resolve("logs").resolve(name + ".log");
    }

    Path conf(String name) {
        return directory.resolve("conf").resolve(name);
    }

    Path data() {
        return directory.resolve("data");
    }

    Path data(String name) {
        return data().resolve(name);
    }

    /** What a Flink process may lose at any time. */
    Path scratch() {
        return directory.resolve("tmp");
    }

    Path ports() {
        return directory.resolve("ports.properties");
    }

    Path settings() {
        return directory.resolve("sameriver.properties");
    }

    Path lock() {
        return directory.resolve("lock");
    }

    /** What an argument of a process's command line ends with iff the process is this one. */
    String mark(String name) {
        return "sameriver.sandbox=" + directory + "#" + name;
    }

    void create() throws IOException {
        for (String name : PLACES) {
            Files.createDirectories(directory.resolve(name));
        }
    }

    /** Deletes what a sandbox has written, and the directory if nothing else is in it. */
    void deleteAll() throws IOException {
        for (String name : PLACES) {
            delete(directory.resolve(name));
        }
        for (Path file : List.of(ports(), settings(), lock())) {
            delete(file);
        }
        if (Files.isDirectory(directory)) {
            try (Stream<Path> others = Files.list(directory)) {
                if (others.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(directory);
        }
    }

    /** Deletes a file, or a directory with all that is in it; nothing if it is not there. */
    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> children = Files.list(path)) {
                for (Path child : children.toList()) {
                    delete(child);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
