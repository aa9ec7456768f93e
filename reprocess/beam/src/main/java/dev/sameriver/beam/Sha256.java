package dev.sameriver.beam;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files, in 64 lower-case hexadecimal digits. */
final class Sha256 {

    private Sha256() {}

    /** The hash of a local file. */
    static String of(Path file) throws IOException {
        try (ReadableByteChannel channel = Channels.newChannel(Files.newInputStream(file))) {
            return of(channel);
        }
    }

    /** The hash of what is left in a channel. */
    static String of(ReadableByteChannel channel) throws IOException {
        MessageDigest sha256 = digest();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (channel.read(buffer) >= 0) {
            sha256.update(buffer.flip());
            buffer.clear();
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
