package dev.sameriver.output;

import dev.sameriver.connect.Settings;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.util.CloseableIterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Rows as files in a folder of their name: each file holds a subtask's rows of one checkpoint, and
 * appears whole when that checkpoint completes (in batch: when the job does).
 */
final class FileOutput implements Output {

    private final FileFormat format;
    private final URI base;
    private final Configuration hadoop;

    FileOutput(FileFormat format, String address, Settings settings) {
        this.format = format;
        this.base = uri(address);
        this.hadoop = settings.hadoop();
    }

    private static URI uri(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getScheme() == null
                    ? Paths.get(address).toAbsolutePath().normalize().toUri()
                    : uri;
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    "The folder of an output of files is a URI, but is "
                            + address
                            + ": write it as file:///tmp/views or hdfs://namenode:8020/views.",
                    e);
        }
    }

    private Path folder(String name) {
        return new Path(new Path(base), name);
    }

    @Override
    public void prepare(String name, RowSchema schema, boolean early, boolean fresh) {
        Path folder = folder(name);
        try {
            FileSystem files = folder.getFileSystem(hadoop);
            if (!files.mkdirs(folder)) {
                throw new IOException("the folder could not be made");
            }
            if (fresh && !committed(folder).isEmpty()) {
                throw new UserError(
                        "A fresh run needs an empty folder, as files take rows twice, but "
                                + folder
                                + " has files: delete them, or name another folder by --output.");
            }
        } catch (IOException e) {
            throw new UserError(
                    "The folder "
                            + folder
                            + " cannot be used ("
                            + e.getMessage()
                            + "): check --output and that it may be written to.",
                    e);
        }
    }

    @Override
    public void write(
            DataStream<ViewRow> rows, String name, RowSchema schema, boolean early, String uid) {
        FileSink<ViewRow> sink =
                FileSink.forBulkFormat(
                                new org.apache.flink.core.fs.Path(folder(name).toUri()),
                                format.writers(schema))
                        .withBucketAssigner(new BasePathBucketAssigner<>())
                        .withRollingPolicy(OnCheckpointRollingPolicy.build())
                        .withOutputFileConfig(
                                OutputFileConfig.builder()
                                        .withPartPrefix("rows")
                                        .withPartSuffix(format.suffix())
                                        .build())
                        .build();
        DataStream<ViewRow> finals =
                early
                        ? rows.filter(ViewRow::isFinal)
                                .name("final rows")
                                .uid(uid + "-final")
                                .setParallelism(rows.getParallelism())
                        : rows;
        finals.sinkTo(sink).uid(uid).name(uid).setParallelism(rows.getParallelism());
    }

    /** The files that are whole: those still being written start with a dot. */
    private List<Path> committed(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        for (FileStatus status : folder.getFileSystem(hadoop).listStatus(folder)) {
            String file = status.getPath().getName();
            if (!file.startsWith(".") && !file.startsWith("_")) {
                found.add(status.getPath());
            }
        }
        return found;
    }

    @Override
    public CloseableIterator<ViewRow> read(String name, RowSchema schema) {
        Path folder = folder(name);
        try {
            if (!folder.getFileSystem(hadoop).exists(folder)) {
                throw new UserError(
                        "A folder can be read once a run has made it, but there is no "
                                + folder
                                + ": run the view with this --output first.");
            }
            return new FilesRows(
                    committed(folder).iterator(), file -> format.read(schema, file, hadoop));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " could not be read.", e);
        }
    }
}
