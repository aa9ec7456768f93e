package dev.sameriver.archive;

import dev.sameriver.connect.ParquetCodecs;
import dev.sameriver.log.Clock;
import java.io.Closeable;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/**
 * Writes one segment under a temporary name, and gives it its final one when it is finished.
 *
 * <p>The same rows make the same bytes, in every run of Java. The final name carries the range and
 * the file's hash, as in {@code segments/g0/p2/0-50000-1f3a5b7c.parquet}. For one thread.
 */
public final class SegmentWriter implements Closeable {

    /** What a row group gathers in memory before it is written, and what a reader then holds. */
    static final long ROW_GROUP_BYTES = 8L << 20;

    private static final int PAGE_BYTES = 128 << 10;

    private final ArchiveFiles files;
    private final int generation;
    private final int partition;
    private final long firstOffset;
    private final long greatestBefore;
    private final String fingerprint;
    private final String temporary;
    private final SegmentFile.Out file;
    private final FSDataOutputStream stream;
    private final ParquetWriter<LogRow> parquet;

    private long next;
    private long rows;
    private long events;
    private long dead;
    private long minTime = Long.MAX_VALUE;
    private long maxTime = Long.MIN_VALUE;
    private boolean closed;

    SegmentWriter(
            ArchiveFiles files,
            int generation,
            int partition,
            long firstOffset,
            long greatestBefore,
            Schema schema,
            String fingerprint,
            long rowGroupBytes)
            throws IOException {
        this.files = files;
        this.generation = generation;
        this.partition = partition;
        this.firstOffset = firstOffset;
        this.greatestBefore = greatestBefore;
        this.fingerprint = fingerprint;
        this.next = firstOffset;
        this.temporary = files.temporary();
        this.stream = files.create(temporary);
        this.file = new SegmentFile.Out(stream);
        this.parquet = parquet(file, schema, rowGroupBytes, files.configuration());
    }

    private static ParquetWriter<LogRow> parquet(
            SegmentFile.Out file, Schema schema, long rowGroupBytes, Configuration base)
            throws IOException {
        Configuration settings = SegmentSchema.parquetSettings(base);
        return RowSupport.builder(file, schema)
                .withConf(settings)
                .withWriterVersion(WriterVersion.PARQUET_2_0)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withCodecFactory(ParquetCodecs.writing(settings, PAGE_BYTES))
                .withRowGroupSize(rowGroupBytes)
                .withPageSize(PAGE_BYTES)
                .withDictionaryPageSize(PAGE_BYTES)
                .withPageWriteChecksumEnabled(true)
                .withDictionaryEncoding(true)
                .withDictionaryEncoding(SegmentSchema.OFFSET, false)
                .withDictionaryEncoding(SegmentSchema.TIME, false)
                .withDictionaryEncoding(SegmentSchema.ID, false)
                .withDictionaryEncoding(SegmentSchema.RAW, false)
                .build();
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if its offset is not above those before it
     */
    public void write(LogRow row) throws IOException {
        if (row.offset() < next) {
            throw new IllegalArgumentException(
                    "offsets of a segment ascend, but "
                            + row.offset()
                            + " came after "
                            + (next - 1));
        }
        parquet.write(row);
        count(row.kind(), row.time());
        next = row.offset() + 1;
    }

    private void count(RecordKind kind, long time) {
        rows++;
        if (kind == RecordKind.DEAD) {
            dead++;
            return;
        }
        if (kind == RecordKind.EVENT) {
            events++;
        }
        minTime = Math.min(minTime, time);
        maxTime = Math.max(maxTime, time);
    }

    /** Rows so far. */
    public long rows() {
        return rows;
    }

    /** Bytes written and gathered so far, before the last row group is compressed. */
    public long bytes() {
        return parquet.getDataSize();
    }

    /** The offset after the last row; the first offset if there is none. */
    public long nextOffset() {
        return next;
    }

    /** The greatest time before the next row; {@link Clock#NONE} if none. */
    public long greatest() {
        return Math.max(greatestBefore, maxTime);
    }

    /**
     * Seals the file under its final name, still unseen until it is committed.
     *
     * @param nextOffset the offset after the range that it covers, which may be above its last row
     */
    public Segment finish(long nextOffset) throws IOException {
        if (nextOffset < next) {
            throw new IllegalArgumentException(
                    "the segment holds offset " + (next - 1) + ", so cannot end at " + nextOffset);
        }
        closed = true;
        file.startEnd();
        parquet.close();
        String sha256 = file.sha256();
        String path =
                "segments/g%d/p%d/%d-%d-%s.parquet"
                        .formatted(
                                generation,
                                partition,
                                firstOffset,
                                nextOffset,
                                sha256.substring(0, 8));
        if (!files.publish(temporary, path)) {
            requireSame(path, sha256);
        }
        return new Segment(
                generation,
                partition,
                firstOffset,
                nextOffset,
                rows,
                events,
                dead,
                time(minTime),
                time(maxTime),
                greatestBefore,
                fingerprint,
                path,
                file.length(),
                sha256,
                false,
                Segment.ROOT);
    }

    private @Nullable Long time(long extreme) {
        return rows == dead ? null : (Long) extreme;
    }

    /** An earlier attempt may have left the same file there: the same bytes, or it is no good. */
    private void requireSame(String path, String sha256) throws IOException {
        String found = new SegmentFile.In(files, path, file.length()).sha256();
        if (!found.equals(sha256)) {
            throw new CorruptSegmentException(files.name(path), "its name promises other bytes");
        }
    }

    /** Drops the file unless it was finished. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            stream.close();
            files.delete(temporary);
        }
    }
}
