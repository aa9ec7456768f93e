package dev.sameriver.archive;

import dev.sameriver.connect.ParquetCodecs;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Decodes every column of a segment and counts its rows. Unlike {@link SegmentColumns}, takes
 * nothing from the manifest: neither that all rows are events, nor that offsets have no holes.
 */
final class TallyColumns implements Closeable {

    private static final int ROWS = 1024;

    private final String name;
    private final Segment segment;
    private final ParquetFileReader parquet;
    private final ArrayPool pool = new ArrayPool(ROWS);
    private final long[] offsets = new long[ROWS];
    private final long[] kinds = new long[ROWS];
    private final long[] times = new long[ROWS];
    private final @Nullable Object[] objects = new @Nullable Object[ROWS];
    private final PageColumn offsetColumn;
    private final PageColumn kindColumn;
    private final PageColumn timeColumn;
    private final PageColumn rawColumn;
    private final List<Decoded> others = new ArrayList<>();

    private long next;

    /** A column that must be readable, whatever it holds. */
    private record Decoded(ColumnValues.Kind kind, PageColumn column) {}

    private TallyColumns(String name, Segment segment, Schema event, ParquetFileReader parquet) {
        this.name = name;
        this.segment = segment;
        this.parquet = parquet;
        this.next = segment.firstOffset();
        MessageType file = parquet.getFileMetaData().getSchema();
        offsetColumn = column(file, SegmentSchema.OFFSET);
        kindColumn = column(file, SegmentSchema.KIND);
        timeColumn = column(file, SegmentSchema.TIME);
        rawColumn = column(file, SegmentSchema.RAW);
        others.add(new Decoded(ColumnValues.Kind.TEXT, column(file, SegmentSchema.ID)));
        others.add(new Decoded(ColumnValues.Kind.TEXT, column(file, SegmentSchema.REASON)));
        for (Schema.Field field : event.getFields()) {
            others.add(
                    new Decoded(
                            Objects.requireNonNull(ColumnValues.Kind.of(field.schema())),
                            column(file, SegmentSchema.EVENT, field.name())));
        }
    }

    /** Opens a segment that {@link SegmentColumns#canRead} and whose hash was looked at. */
    static TallyColumns open(
            SegmentFile.In file, Segment segment, EventColumns columns, Configuration configuration)
            throws IOException {
        return file.open(
                HadoopReadOptions.builder(configuration)
                        .withCodecFactory(ParquetCodecs.reading(configuration))
                        .usePageChecksumVerification(true)
                        .build(),
                parquet -> new TallyColumns(file.toString(), segment, columns.schema(), parquet));
    }

    private static PageColumn column(MessageType file, String... path) {
        return new PageColumn(file.getColumnDescription(path));
    }

    /**
     * Counts all rows.
     *
     * @throws CorruptSegmentException if they are not such as this segment can hold
     */
    void into(SegmentTally tally) throws IOException {
        try {
            for (PageReadStore group = parquet.readNextRowGroup();
                    group != null;
                    group = parquet.readNextRowGroup()) {
                open(group);
                for (long left = group.getRowCount(); left > 0; left -= ROWS) {
                    count((int) Math.min(ROWS, left), tally);
                }
            }
        } catch (RuntimeException e) {
            throw new CorruptSegmentException(
                    name, "the rows around offset " + next + " cannot be read", e);
        }
    }

    private void open(PageReadStore group) throws IOException {
        offsetColumn.open(group);
        kindColumn.open(group);
        timeColumn.open(group);
        rawColumn.open(group);
        for (Decoded other : others) {
            other.column.open(group);
        }
    }

    private void count(int size, SegmentTally tally) throws IOException {
        offsetColumn.longs(offsets, size);
        kindColumn.longs(kinds, size);
        timeColumn.longs(times, size);
        boolean[] timeless = timeColumn.absent();
        rawColumn.bytes(objects, size);
        for (Decoded other : others) {
            ColumnValues.read(other.kind, other.column, size, pool).release(pool);
        }
        for (int row = 0; row < size; row++) {
            requireNext(offsets[row]);
            RecordKind kind = RecordKind.of((int) kinds[row]);
            if (kind != RecordKind.DEAD && timeless != null && timeless[row]) {
                throw new CorruptSegmentException(
                        name, "the row at offset " + offsets[row] + " has no time");
            }
            tally.add(kind, times[row]);
        }
    }

    private void requireNext(long offset) throws IOException {
        if (offset < next || offset >= segment.nextOffset()) {
            throw new CorruptSegmentException(
                    name, "offset " + offset + " stands where at least " + next + " belongs");
        }
        next = offset + 1;
    }

    @Override
    public void close() throws IOException {
        parquet.close();
    }
}
