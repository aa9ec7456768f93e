package dev.sameriver.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The Java option by which the kernel gives a heap pages of 2 MB instead of 4 KB, where it can:
 * what looks up keys all over its memory then waits less for addresses to be translated.
 */
public final class HugePages {

    private static final Path KERNEL = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

    private HugePages() {}

    /** The option, or none where the kernel has no such pages, or does not give them. */
    public static List<String> option() {
        return option(KERNEL);
    }

    /**
     * @param kernel names the choices with the one that holds in brackets, as in {@code always
     *     [madvise] never}; it need not exist
     */
    static List<String> option(Path kernel) {
        try {
            return Files.readString(kernel).contains("[never]")
                    ? List.of()
                    : List.of("-XX:+UseTransparentHugePages");
        } catch (IOException e) {
            return List.of();
        }
    }
}
