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

    private static final Path KERNEL = Path.of("/sys/kernel/mm/transparent_hugepage");

    /** Elsewhere, as with basic pages of 64 KB, they may be of 512 MB. */
    private static final String BYTES = String.valueOf(2 << 20);

    private HugePages() {}

    /** The option, or none where the kernel has no such pages, or does not give them. */
    public static List<String> option() {
        return option(KERNEL);
    }

    /**
     * @param kernel has a file {@code enabled} with the choices and the one that holds in brackets,
     *     as in {@code always [madvise] never}, and one with the size; it need not exist
     */
    static List<String> option(Path kernel) {
        try {
            boolean given = !Files.readString(kernel.resolve("enabled")).contains("[never]");
            String size = Files.readString(kernel.resolve("hpage_pmd_size")).strip();
            return given && size.equals(BYTES)
                    ? List.of("-XX:+UseTransparentHugePages")
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
