package dev.sameriver.archive;

import dev.sameriver.view.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.flink.util.TemporaryClassLoaderContext;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.security.AccessControlException;

/**
 * The few things that the archive asks of a file system, above all to make a whole file appear
 * under a name that nobody has taken.
 *
 * <p>A file is written and synced under {@code tmp/}, and then published. HDFS renames it and fails
 * if the target exists. A local disk's rename would overwrite, so there it is hard-linked, which
 * fails too. Other file systems are asked for a rename that fails; where theirs is not atomic, as
 * in object stores, a log must have one writer at a time.
 */
final class ArchiveFiles {

    private static final String TMP = "tmp";

    private final FileSystem fs;
    private final Path folder;
    private final Configuration configuration;

    private ArchiveFiles(FileSystem fs, Path folder, Configuration configuration) {
        this.fs = fs;
        this.folder = folder;
        this.configuration = configuration;
    }

    /**
     * The files under a folder.
     *
     * @throws UserError if the address has no file system behind it
     */
    static ArchiveFiles at(String address, Configuration configuration) {
        // Hadoop looks for its file systems once, and by the thread's class loader.
        try (TemporaryClassLoaderContext ignored =
                TemporaryClassLoaderContext.of(configuration.getClassLoader())) {
            Path path = new Path(address);
            FileSystem fs = path.getFileSystem(configuration);
            if (fs instanceof LocalFileSystem local) {
                fs = local.getRaw();
            }
            return new ArchiveFiles(fs, fs.makeQualified(path), configuration);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError(
                    "The archive must be the address of a Hadoop file system, as in hdfs://host:8020/logs or file:///var/logs, but '%s' is not (%s): check --archive."
                            .formatted(address, e.getMessage()),
                    e);
        }
    }

    /** Looks at the nearest folder that is there: only a local disk tells who may write to it. */
    void requireFolder() throws IOException {
        Path nearest = folder;
        while (!found(nearest) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        boolean isFolder = fs.getFileStatus(nearest).isDirectory();
        boolean mayWrite =
                !isLocal() || Files.isWritable(java.nio.file.Path.of(nearest.toUri().getPath()));
        if (!isFolder || !mayWrite) {
            throw new UserError(
                    "The archive must be a folder that can be written, but --archive %s is not (%s %s): choose another one."
                            .formatted(
                                    folder,
                                    nearest.toUri().getPath(),
                                    isFolder ? "may not be written" : "is a file"));
        }
    }

    /** Whether there is something; below a file there is nothing. */
    private boolean found(Path path) throws IOException {
        try {
            return fs.exists(path);
        } catch (ParentNotDirectoryException | AccessControlException e) {
            return false;
        }
    }

    ArchiveFiles under(String name) {
        return new ArchiveFiles(fs, new Path(folder, name), configuration);
    }

    Configuration configuration() {
        return configuration;
    }

    /** The whole path of a file, for messages. */
    String name(String file) {
        return path(file).toString();
    }

    boolean exists(String file) throws IOException {
        return fs.exists(path(file));
    }

    /** The names in a folder, sorted; empty if the folder is not there. */
    List<String> list(String name) throws IOException {
        List<String> names = new ArrayList<>();
        try {
            for (FileStatus status : fs.listStatus(path(name))) {
                names.add(status.getPath().getName());
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    /** All files under a folder, at any depth, relative to it. */
    List<FileStatus> walk(String name) throws IOException {
        List<FileStatus> files = new ArrayList<>();
        if (fs.exists(path(name))) {
            var all = fs.listFiles(path(name), true);
            while (all.hasNext()) {
                files.add(all.next());
            }
        }
        return files;
    }

    String relative(FileStatus status) {
        return folder.toUri().relativize(status.getPath().toUri()).getPath();
    }

    FSDataInputStream open(String file) throws IOException {
        return fs.open(path(file));
    }

    byte[] read(String file) throws IOException {
        try (FSDataInputStream in = open(file)) {
            return in.readAllBytes();
        }
    }

    long length(String file) throws IOException {
        return fs.getFileStatus(path(file)).getLen();
    }

    /** A name under {@code tmp/} that nobody else uses. */
    String temporary() {
        return TMP + "/" + UUID.randomUUID();
    }

    /** Deletes the temporary files that were not written to since a time. */
    void dropTemporary(Instant since) throws IOException {
        for (FileStatus file : walk(TMP)) {
            if (file.getModificationTime() < since.toEpochMilli()) {
                fs.delete(file.getPath(), false);
            }
        }
    }

    FSDataOutputStream create(String file) throws IOException {
        if (isLocal()) {
            fs.mkdirs(path(file).getParent());
            return new FSDataOutputStream(LocalOutput.create(local(file)), null);
        }
        return fs.create(path(file), false);
    }

    /** Whether this call made the file, whole; false if a file of that name is there already. */
    boolean createIfAbsent(String file, byte[] content) throws IOException {
        String temporary = write(content);
        return publish(temporary, file);
    }

    /** Puts a whole file in the place of another one, atomically. */
    void replace(String file, byte[] content) throws IOException {
        String temporary = write(content);
        Path target = path(file);
        fs.mkdirs(target.getParent());
        if (isLocal()) {
            Files.move(
                    local(temporary),
                    local(file),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            syncFolderOf(local(file));
        } else if (fs instanceof DistributedFileSystem hdfs) {
            hdfs.rename(path(temporary), target, Rename.OVERWRITE);
        } else {
            context().rename(path(temporary), target, Rename.OVERWRITE);
        }
    }

    /**
     * Gives a synced temporary file its name; the temporary file is gone afterwards.
     *
     * @return false if a file of that name is there already
     */
    boolean publish(String temporary, String file) throws IOException {
        Path target = path(file);
        fs.mkdirs(target.getParent());
        try {
            if (isLocal()) {
                Files.createLink(local(file), local(temporary));
                syncFolderOf(local(file));
            } else if (fs instanceof DistributedFileSystem hdfs) {
                hdfs.rename(path(temporary), target, Rename.NONE);
            } else {
                context().rename(path(temporary), target, Rename.NONE);
            }
            return true;
        } catch (java.nio.file.FileAlreadyExistsException
                | org.apache.hadoop.fs.FileAlreadyExistsException e) {
            return false;
        } finally {
            delete(temporary);
        }
    }

    void delete(String file) {
        try {
            fs.delete(path(file), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String write(byte[] content) throws IOException {
        String temporary = temporary();
        try (FSDataOutputStream out = create(temporary)) {
            out.write(content);
            out.hsync();
        }
        return temporary;
    }

    private FileContext context() throws IOException {
        return FileContext.getFileContext(fs.getUri(), configuration);
    }

    private boolean isLocal() {
        return fs instanceof RawLocalFileSystem;
    }

    private java.nio.file.Path local(String file) {
        return java.nio.file.Path.of(path(file).toUri().getPath());
    }

    private static void syncFolderOf(java.nio.file.Path file) throws IOException {
        java.nio.file.Path folder = Objects.requireNonNull(file.getParent());
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path path(String file) {
        return file.isEmpty() ? folder : new Path(folder, file);
    }
}
