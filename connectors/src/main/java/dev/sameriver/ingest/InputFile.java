package dev.sameriver.ingest;

import com.github.luben.zstd.ZstdInputStream;
import dev.sameriver.view.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Paths;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A file to import: a local path, or an address with a scheme.
 *
 * @param name as the user gave it
 */
record InputFile(String name, InputFormat format, FileSystem fs, Path path, long length)
        implements org.apache.parquet.io.InputFile {

    /**
     * Finds a file.
     *
     * @throws UserError if it is not there, or of no known format
     */
    static InputFile find(String name, Configuration configuration) throws IOException {
        InputFormat format = InputFormat.of(name);
        try {
            Path path =
                    name.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*")
                            ? new Path(name)
                            : new Path(Paths.get(name).toAbsolutePath().toUri());
            FileSystem fs = path.getFileSystem(configuration);
            if (fs instanceof LocalFileSystem local) {
                fs = local.getRaw();
            }
            FileStatus status = fs.getFileStatus(path);
            if (status.isDirectory()) {
                throw new UserError(
                        "An import reads files, but %s is a folder: name the files in it."
                                .formatted(name));
            }
            return new InputFile(name, format, fs, path, status.getLen());
        } catch (FileNotFoundException e) {
            throw new UserError(
                    "An imported file must exist, but %s does not: check the path.".formatted(name),
                    e);
        }
    }

    /** Its content, unpacked if its name ends in {@code .gz} or {@code .zst}. */
    InputStream content(AtomicLong bytesRead) throws IOException {
        InputStream in = new CountingInput(fs.open(path), bytesRead);
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".gz")) {
            return new GZIPInputStream(in, 64 << 10);
        }
        return lower.endsWith(".zst") ? new ZstdInputStream(in).setContinuous(false) : in;
    }

    @Override
    public long getLength() {
        return length;
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        return HadoopStreams.wrap((FSDataInputStream) fs.open(path));
    }

    @Override
    public String toString() {
        return name;
    }
}
