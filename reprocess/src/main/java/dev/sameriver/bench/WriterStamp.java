package dev.sameriver.bench;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.SegmentWriter;
import dev.sameriver.log.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.generic.GenericData;
import org.apache.hadoop.conf.Configuration;

/**
 * Names the bytes that segments are written with by the hash of a small one, so that data which an
 * earlier writer made is not taken for this one's.
 */
final class WriterStamp {

    private static final int ROWS = 20_000;
    private static final int LENGTH = 8;

    private static final String OF_THIS_WRITER = make();

    private WriterStamp() {}

    /** Eight hexadecimal digits. */
    static String value() {
        return OF_THIS_WRITER;
    }

    static String make() {
        try {
            Path directory = Files.createTempDirectory("sameriver-bench");
            try {
                return hash("file://" + directory).substring(0, LENGTH);
            } finally {
                Folders.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String root) throws IOException {
        LogDefinition definition = LogDefinition.of(Dataset.LOG, 1, "time", "key", null, "");
        LogArchive archive =
                LogArchive.create(root, new Configuration(), definition, Dataset.SCHEMA);
        try (SegmentWriter writer = archive.writer(0, 0, 0, Clock.NONE, Dataset.SCHEMA)) {
            for (long row = 0; row < ROWS; row++) {
                GenericData.Record event = new GenericData.Record(Dataset.SCHEMA);
                event.put(0, Mix.of(row) >>> 52);
                event.put(1, row);
                event.put(2, Mix.of(-row) >>> 44);
                writer.write(LogRow.event(row, row, null, event));
            }
            return writer.finish(ROWS).sha256();
        }
    }
}
