package dev.sameriver.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Where a sandbox lives and what it runs.
 *
 * @param home the repository's root, whose sandbox modules hold the servers' jars once built
 * @param directory the sandbox's own directory, absolute; made when it is not there
 * @param parts what {@code up} starts; Flink brings HDFS
 * @param patience how long {@code up} waits for one process to become healthy, more than zero
 */
public record SandboxOptions(Path home, Path directory, Set<Part> parts, Duration patience) {

    /** The system property that names the repository's root; the working directory without it. */
    public static final String HOME = "sameriver.home";

    public SandboxOptions {
        home = home.toAbsolutePath().normalize();
        directory = directory.toAbsolutePath().normalize();
        EnumSet<Part> chosen = EnumSet.noneOf(Part.class);
        chosen.addAll(parts);
        if (chosen.contains(Part.FLINK)) {
            chosen.add(Part.HDFS);
        }
        parts = Set.copyOf(chosen);
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("Patience must be positive, but was " + patience);
        }
    }

    /** Every part, in {@code .sandbox} under the home, with two minutes of patience. */
    public static SandboxOptions defaults() {
        Path home = Path.of(System.getProperty(HOME, ""));
        return new SandboxOptions(
                home, home.resolve(".sandbox"), EnumSet.allOf(Part.class), Duration.ofMinutes(2));
    }

    /** These options in another directory. */
    public SandboxOptions in(Path other) {
        return new SandboxOptions(home, other, parts, patience);
    }

    /** These options with these parts only (and HDFS, if Flink is among them). */
    public SandboxOptions only(Part... chosen) {
        return only(List.of(chosen));
    }

    /** These options with these parts only (and HDFS, if Flink is among them). */
    public SandboxOptions only(Collection<Part> chosen) {
        return new SandboxOptions(home, directory, Set.copyOf(chosen), patience);
    }
}
