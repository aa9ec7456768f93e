package dev.sameriver.upgrade;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Looks for the savepoint that a stop left in its folder. */
final class SavepointFolder {

    /** What a savepoint has once it is whole. */
    private static final String METADATA = "_metadata";

    private SavepointFolder() {}

    /** The path of the savepoint in a folder; empty if there is none, or it is not whole. */
    static Optional<String> find(String folder, Configuration hadoop) throws IOException {
        Path path = new Path(folder);
        FileSystem files = path.getFileSystem(hadoop);
        if (files.exists(path)) {
            for (FileStatus child : files.listStatus(path)) {
                if (files.exists(new Path(child.getPath(), METADATA))) {
                    return Optional.of(child.getPath().toString());
                }
            }
        }
        return Optional.empty();
    }
}
