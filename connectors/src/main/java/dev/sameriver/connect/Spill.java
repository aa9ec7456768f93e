package dev.sameriver.connect;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A sorted run in a temporary file: each record's length, then its bytes.
 *
 * @param level how often its records were merged already
 */
record Spill(Path file, int level) {

    private static final int BUFFER = 64 << 10;

    static Spill write(Path file, ExternalSorter.Sorted records, int level) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            for (byte[] record = records.next(); record != null; record = records.next()) {
                out.writeInt(record.length);
                out.write(record);
            }
        }
        return new Spill(file, level);
    }

    Reader open() throws IOException {
        return new Reader(
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER)));
    }

    /** Reads a run back. */
    record Reader(DataInputStream in) implements ExternalSorter.Sorted, Closeable {

        @Override
        public byte @Nullable [] next() throws IOException {
            int length;
            try {
                length = in.readInt();
            } catch (EOFException e) {
                return null;
            }
            byte[] record = new byte[length];
            in.readFully(record);
            return record;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
