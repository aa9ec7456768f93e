package dev.sameriver.backfill;

import dev.sameriver.connect.Settings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds checkpoints and savepoints that are complete: those with their metadata. */
final class Checkpoints {

    private static final String METADATA = "_metadata";

    private Checkpoints() {}

    /**
     * The newest one in a folder; of {@code chk-9} and {@code chk-10} the second.
     *
     * @param folder a job's checkpoints, or a pause's savepoints
     */
    static Optional<String> newest(Settings settings, String folder) throws IOException {
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
        return Optional.ofNullable(newest).map(found -> found.getPath().toString());
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
