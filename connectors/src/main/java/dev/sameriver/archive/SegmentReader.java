package dev.sameriver.archive;

import dev.sameriver.connect.ParquetCodecs;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Collection;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.InputFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads one segment's rows in offset order, with the columns that were asked for.
 *
 * <p>The whole file is hashed before the first row is handed out, so that no row of a damaged file
 * is ever seen. Strings are {@link String}s. For one thread.
 */
public final class SegmentReader implements Closeable {

    private final String name;
    private final Segment segment;
    private final long fromOffset;
    private final EventColumns columns;
    private final ParquetReader<SegmentLine> parquet;

    private long next;

    private SegmentReader(
            String name,
            Segment segment,
            long fromOffset,
            EventColumns columns,
            ParquetReader<SegmentLine> parquet) {
        this.name = name;
        this.segment = segment;
        this.fromOffset = fromOffset;
        this.columns = columns;
        this.parquet = parquet;
        this.next = segment.firstOffset();
    }

    static SegmentReader open(
            ArchiveFiles files,
            Segment segment,
            Schema written,
            Schema schema,
            @Nullable Collection<String> columns,
            long fromOffset)
            throws IOException {
        SegmentFile.In file = new SegmentFile.In(files, segment.path(), segment.bytes());
        requireSound(file, segment);
        EventColumns projected = EventColumns.of(written, schema, columns);
        return open(file, segment, projected, fromOffset, files.configuration(), false);
    }

    /** Opens a segment whose hash was looked at already. */
    static SegmentReader open(
            SegmentFile.In file,
            Segment segment,
            EventColumns columns,
            long fromOffset,
            Configuration base,
            boolean verifyPages)
            throws IOException {
        Configuration configuration = SegmentSchema.parquetSettings(base);
        AvroReadSupport.setRequestedProjection(configuration, columns.segmentSchema());
        configuration.setBoolean(AvroReadSupport.AVRO_COMPATIBILITY, false);
        try {
            ParquetReader.Builder<SegmentLine> builder =
                    new LinesBuilder(file, columns)
                            .withConf(configuration)
                            .withCodecFactory(ParquetCodecs.reading(configuration))
                            .useRecordFilter(false)
                            .usePageChecksumVerification(verifyPages);
            if (fromOffset > segment.firstOffset()) {
                builder.withFilter(
                        FilterCompat.get(
                                FilterApi.gtEq(
                                        FilterApi.longColumn(SegmentSchema.OFFSET), fromOffset)));
            }
            return new SegmentReader(
                    file.toString(), segment, fromOffset, columns, builder.build());
        } catch (RuntimeException e) {
            throw new CorruptSegmentException(file.toString(), "it is not a Parquet file", e);
        }
    }

    static void requireSound(SegmentFile.In file, Segment segment) throws IOException {
        String found;
        try {
            found = file.sha256();
        } catch (FileNotFoundException e) {
            throw new CorruptSegmentException(file.toString(), "it is missing", e);
        }
        if (!found.equals(segment.sha256())) {
            throw new CorruptSegmentException(
                    file.toString(),
                    "its SHA-256 is " + found + ", but the manifest lists " + segment.sha256());
        }
    }

    /** The schema of the events handed out: the columns that were asked for, in its order. */
    public Schema schema() {
        return columns.schema();
    }

    /**
     * The next row, or null at the end.
     *
     * @throws CorruptSegmentException if the row is not one that this segment can hold
     */
    public @Nullable LogRow next() throws IOException {
        while (true) {
            SegmentLine line = read();
            if (line == null) {
                return null;
            }
            long offset = line.offset;
            if (offset < next || offset >= segment.nextOffset()) {
                throw new CorruptSegmentException(
                        name, "offset " + offset + " stands where at least " + next + " belongs");
            }
            next = offset + 1;
            if (offset >= fromOffset) {
                return row(offset, line);
            }
        }
    }

    private @Nullable SegmentLine read() throws IOException {
        try {
            return parquet.read();
        } catch (RuntimeException e) {
            throw new CorruptSegmentException(
                    name, "the row after offset " + (next - 1) + " cannot be read", e);
        }
    }

    private LogRow row(long offset, SegmentLine line) throws IOException {
        return switch (kind(offset, line)) {
            case EVENT -> LogRow.event(offset, time(offset, line), line.id, columns.event(line));
            case HEARTBEAT -> LogRow.heartbeat(offset, time(offset, line));
            case DEAD -> LogRow.dead(offset, line.raw, Objects.requireNonNull(line.reason));
        };
    }

    private RecordKind kind(long offset, SegmentLine line) throws IOException {
        try {
            return RecordKind.of(line.kind);
        } catch (IllegalArgumentException e) {
            throw new CorruptSegmentException(
                    name, "the row at offset " + offset + " is of no kind that there is", e);
        }
    }

    private long time(long offset, SegmentLine line) throws IOException {
        if (line.time == null) {
            throw new CorruptSegmentException(name, "the row at offset " + offset + " has no time");
        }
        return line.time;
    }

    @Override
    public void close() throws IOException {
        parquet.close();
    }

    /** Parquet's reader, with segments' lines as its records. */
    private static final class LinesBuilder extends ParquetReader.Builder<SegmentLine> {

        private final EventColumns columns;

        LinesBuilder(InputFile file, EventColumns columns) {
            super(file);
            this.columns = columns;
        }

        @Override
        protected ReadSupport<SegmentLine> getReadSupport() {
            return new SegmentLines(columns.stored());
        }
    }
}
