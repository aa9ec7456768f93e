package dev.sameriver.backfill;

import dev.sameriver.connect.Settings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Finds checkpoints and savepoints that are complete: those with their metadata. */
final class Checkpoints {

    private static final String METADATA = "_metadata";

    private Checkpoints() {}

    /**
     * The newest one in some folders, by time; in one folder by number: of {@code chk-9} and {@code
     * chk-10} the second.
     *
     * @param folders jobs' checkpoints, or pauses' savepoints
     */
    static Optional<String> newest(Settings settings, List<String> folders) throws IOException {
        FileStatus newest = null;
        for (String folder : folders) {
            FileStatus found = newest(settings, folder);
            if (found != null
                    && (newest == null
                            || found.getModificationTime() > newest.getModificationTime())) {
                newest = found;
            }
        }
        return Optional.ofNullable(newest).map(found -> found.getPath().toString());
    }

    /** Whether a checkpoint or savepoint is complete. */
    static boolean isThere(Settings settings, String path) throws IOException {
        Path metadata = new Path(path, METADATA);
        return metadata.getFileSystem(settings.hadoop()).exists(metadata);
    }

    private static @Nullable FileStatus newest(Settings settings, String folder)
            throws IOException {
        Path path = new Path(folder);
        FileSystem files = path.getFileSystem(settings.hadoop());
        FileStatus newest = null;
        for (FileStatus status : list(files, path)) {
            boolean complete =
                    status.isDirectory() && files.exists(new Path(status.getPath(), METADATA));
            if (complete && (newest == null || number(status) > number(newest))) {
                newest = status;
            }
        }
        return newest;
    }

    private static FileStatus[] list(FileSystem files, Path path) throws IOException {
        try {
            return files.listStatus(path);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    private static long number(FileStatus status) {
        String name = status.getPath().getName();
        return name.matches("chk-\\d{1,18}") ? Long.parseLong(name.substring(4)) : 0;
    }
}
