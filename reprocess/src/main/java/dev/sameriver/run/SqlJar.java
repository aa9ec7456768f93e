package dev.sameriver.run;

import dev.sameriver.job.SqlFiles;
import dev.sameriver.sql.SqlView;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;

/**
 * The jar of a view in SQL: a job's whole jar with the view's file in it. So what holds for views
 * in Java holds for it: it is kept, found again by its hash, and compared with another.
 *
 * <p>The same file and the same whole jar give the same bytes.
 */
public final class SqlJar {

    private static final FileTime NO_TIME = FileTime.fromMillis(0);

    private SqlJar() {}

    /**
     * Makes the jar; it is there as long as this process lives.
     *
     * @param whole a job's whole jar, whatever views it has
     */
    public static Path of(SqlView view, Path whole) throws IOException {
        Path jar = Files.createTempFile(view.name() + "@" + view.version() + "-", ".jar");
        jar.toFile().deleteOnExit();
        Files.copy(whole, jar, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Path file = inside.getPath(SqlFiles.entry(view));
            for (int depth = 1; depth < file.getNameCount(); depth++) {
                Path folder = file.subpath(0, depth);
                if (Files.notExists(folder)) {
                    forgetTime(Files.createDirectory(folder));
                }
            }
            forgetTime(Files.writeString(file, view.text()));
        }
        return jar;
    }

    private static void forgetTime(Path made) throws IOException {
        Files.getFileAttributeView(made, BasicFileAttributeView.class)
                .setTimes(NO_TIME, NO_TIME, NO_TIME);
    }
}
