package dev.sameriver.sandbox;

import dev.sameriver.view.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One {@code up} or {@code down} at a time in a directory; gone with its holder, however ended. */
final class DirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws UserError if another process, or another thread of this one, holds it
     */
    static DirectoryLock take(Layout layout) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new UserError(
                    "One sandbox command at a time may work on a directory, but another one is at"
                            + " work in "
                            + layout.directory()
                            + ": wait for it, or choose another --dir.");
        }
        return new DirectoryLock(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
