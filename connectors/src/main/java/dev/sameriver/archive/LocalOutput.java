package dev.sameriver.archive;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.fs.Syncable;

/**
 * A file on a local disk to write. Hadoop's own starts a {@code chmod} process for every file that
 * it makes where its native library is missing.
 */
final class LocalOutput extends BufferedOutputStream implements Syncable {

    private final FileDescriptor descriptor;

    private LocalOutput(FileOutputStream out) throws IOException {
        super(out, 64 << 10);
        this.descriptor = out.getFD();
    }

    static LocalOutput create(Path file) throws IOException {
        return new LocalOutput(new FileOutputStream(file.toFile()));
    }

    @Override
    public void hflush() throws IOException {
        flush();
    }

    @Override
    public void hsync() throws IOException {
        flush();
        descriptor.sync();
    }
}
