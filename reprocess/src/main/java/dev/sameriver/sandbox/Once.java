package dev.sameriver.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a directory ready exactly once, however often it was interrupted before. */
final class Once {

    /** Fills a directory that does not exist yet. */
    @FunctionalInterface
    interface Filling {
        void fill(Path directory) throws IOException, InterruptedException;
    }

    static final String MARK = ".ready";

    private Once() {}

    /**
     * Fills {@code directory}, unless an earlier call came to its end.
     *
     * <p>A mark beside the directory says that the filling was complete; what is found without it
     * is the rest of an interrupted call, and is deleted.
     */
    static void fill(Path directory, Filling filling) throws IOException, InterruptedException {
        Path mark = mark(directory);
        if (Files.exists(mark)) {
            return;
        }
        Layout.delete(directory);
        filling.fill(directory);
        Files.createFile(mark);
    }

    static Path mark(Path directory) {
        return directory.resolveSibling(directory.getFileName() + MARK);
    }
}
