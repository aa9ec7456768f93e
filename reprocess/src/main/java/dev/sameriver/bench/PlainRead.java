package dev.sameriver.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads files from their first byte to their last: as fast as verifying them could be at best. */
final class PlainRead {

    private static final int BUFFER = 256 << 10;

    private PlainRead() {}

    /** Reads a folder's files; gives their bytes. */
    static long read(Path folder) throws IOException {
        return read(folder, null);
    }

    /** Reads a folder's files and takes the SHA-256 of all; gives their bytes. */
    static long hash(Path folder) throws IOException {
        try {
            return read(folder, MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static long read(Path folder, @Nullable MessageDigest digest) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        long bytes = 0;
        for (Path file : files(folder)) {
            try (FileChannel channel = FileChannel.open(file)) {
                while (channel.read(buffer) >= 0) {
                    buffer.flip();
                    bytes += buffer.remaining();
                    if (digest != null) {
                        digest.update(buffer);
                    }
                    buffer.clear();
                }
            }
        }
        return bytes;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
