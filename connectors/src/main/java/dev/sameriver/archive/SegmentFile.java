package dev.sameriver.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.function.Function;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/** A segment's file as Parquet sees it; on the way out its bytes are hashed, at the end synced. */
final class SegmentFile {

    private SegmentFile() {}

    /** A file of the archive to read, of the length that the manifest says. */
    record In(ArchiveFiles files, String file, long length) implements InputFile {

        @Override
        public long getLength() {
            return length;
        }

        @Override
        public SeekableInputStream newStream() throws IOException {
            return HadoopStreams.wrap(files.open(file));
        }

        /**
         * Opens the file, and makes what reads it; if that fails, the file is closed again.
         *
         * @throws CorruptSegmentException if it is not a Parquet file, or not one of a segment
         */
        <R> R open(ParquetReadOptions options, Function<ParquetFileReader, R> reader)
                throws IOException {
            try {
                ParquetFileReader parquet = ParquetFileReader.open(this, options);
                try {
                    return reader.apply(parquet);
                } catch (RuntimeException e) {
                    parquet.close();
                    throw e;
                }
            } catch (RuntimeException e) {
                throw new CorruptSegmentException(toString(), "it is not a Parquet file", e);
            }
        }

        /** The SHA-256 of the whole file. */
        String sha256() throws IOException {
            MessageDigest digest = Sha256.digest();
            byte[] buffer = new byte[256 << 10];
            try (FSDataInputStream in = files.open(file)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
            return Sha256.hex(digest.digest());
        }

        @Override
        public String toString() {
            return files.name(file);
        }
    }

    /** A temporary file of the archive to write. */
    static final class Out implements OutputFile {

        private final FSDataOutputStream stream;
        private final MessageDigest digest = Sha256.digest();
        private long length;

        /** The file's end, once it is held back. */
        private @Nullable ByteArrayOutputStream end;

        Out(FSDataOutputStream stream) {
            this.stream = stream;
        }

        long length() {
            return length;
        }

        String sha256() {
            return Sha256.hex(digest.digest());
        }

        /** Holds back all from here to the file's end, so that its footer can be made steady. */
        void startEnd() {
            end = new ByteArrayOutputStream();
        }

        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new Hashed();
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return new Hashed();
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }

        private final class Hashed extends PositionOutputStream {

            @Override
            public long getPos() {
                return length;
            }

            @Override
            public void write(int value) throws IOException {
                length++;
                if (end != null) {
                    end.write(value);
                    return;
                }
                stream.write(value);
                digest.update((byte) value);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                length += count;
                if (end != null) {
                    end.write(bytes, from, count);
                    return;
                }
                stream.write(bytes, from, count);
                digest.update(bytes, from, count);
            }

            @Override
            public void flush() throws IOException {
                stream.flush();
            }

            @Override
            public void close() throws IOException {
                if (end != null) {
                    byte[] steady = SteadyFooter.of(end.toByteArray());
                    end = null;
                    stream.write(steady);
                    digest.update(steady);
                }
                stream.hsync();
                stream.close();
            }
        }
    }
}
