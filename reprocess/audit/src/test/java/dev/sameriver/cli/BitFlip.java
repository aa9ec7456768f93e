package dev.sameriver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Damages files that others rely on. */
final class BitFlip {

    private BitFlip() {}

    /** Flips a bit of the last of some bytes, where they stand first below a folder. */
    static void inLastOf(byte[] pattern, int bit, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
            for (Path file : sorted) {
                byte[] bytes = Files.readAllBytes(file);
                int at = indexOf(bytes, pattern);
                if (at >= 0) {
                    bytes[at + pattern.length - 1] ^= (byte) (1 << bit);
                    Files.write(file, bytes);
                    return;
                }
            }
        }
        throw new AssertionError("the bytes are in no file below " + folder);
    }

    private static int indexOf(byte[] bytes, byte[] pattern) {
        for (int at = 0; at <= bytes.length - pattern.length; at++) {
            if (Arrays.equals(bytes, at, at + pattern.length, pattern, 0, pattern.length)) {
                return at;
            }
        }
        return -1;
    }
}
