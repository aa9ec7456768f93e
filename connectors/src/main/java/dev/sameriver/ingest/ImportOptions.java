package dev.sameriver.ingest;

import dev.sameriver.archive.ValueFormat;
import dev.sameriver.view.UserError;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How files become a log.
 *
 * @param log the log's name
 * @param partitions 1 or greater
 * @param timeField the column with the event time
 * @param keyField the column that partitions the log; null puts every record into partition 0
 * @param idField the column with the event id, or null
 * @param orderField the column that gives the order of arrival, ties in the order of the files;
 *     null for the order of the files
 * @param arrived which rows to take, by the order column
 * @param schema of the events; null to infer it, or to take that of a log that exists
 * @param format of later Kafka values
 * @param segmentRows a segment is sealed at this many rows, 1 or greater
 * @param segmentBytes or at about this many bytes
 * @param sortMemory bytes that are sorted in memory at a time, 1 MB to 1 GB
 */
public record ImportOptions(
        String log,
        int partitions,
        String timeField,
        @Nullable String keyField,
        @Nullable String idField,
        @Nullable String orderField,
        ArrivalRange arrived,
        @Nullable Schema schema,
        ValueFormat format,
        long segmentRows,
        long segmentBytes,
        long sortMemory) {

    /** Rows after which a segment is sealed, unless another number is given. */
    public static final long SEGMENT_ROWS = 1_000_000;

    /** Bytes after which a segment is sealed, unless another number is given. */
    public static final long SEGMENT_BYTES = 64L << 20;

    public ImportOptions {
        if (segmentRows < 1 || segmentBytes < 1) {
            throw new UserError(
                    "A segment must be sealed at 1 row and 1 byte or more, but was told %d rows and %d bytes: raise --segment-rows or --segment-bytes."
                            .formatted(segmentRows, segmentBytes));
        }
    }

    /** Options with the usual sizes, no id, the files' order, and a schema to infer. */
    public static ImportOptions of(
            String log, int partitions, String timeField, @Nullable String keyField) {
        return new ImportOptions(
                log,
                partitions,
                timeField,
                keyField,
                null,
                null,
                ArrivalRange.ALL,
                null,
                ValueFormat.AVRO,
                SEGMENT_ROWS,
                SEGMENT_BYTES,
                64L << 20);
    }

    /** These options with the column that gives the order of arrival. */
    public ImportOptions orderedBy(@Nullable String column) {
        return new ImportOptions(
                log,
                partitions,
                timeField,
                keyField,
                idField,
                column,
                arrived,
                schema,
                format,
                segmentRows,
                segmentBytes,
                sortMemory);
    }

    /** These options with only the rows that arrived in a range; it needs an order column. */
    public ImportOptions arrivedIn(ArrivalRange range) {
        return new ImportOptions(
                log,
                partitions,
                timeField,
                keyField,
                idField,
                orderField,
                range,
                schema,
                format,
                segmentRows,
                segmentBytes,
                sortMemory);
    }

    /** These options with the column that holds the event id. */
    public ImportOptions identifiedBy(@Nullable String column) {
        return new ImportOptions(
                log,
                partitions,
                timeField,
                keyField,
                column,
                orderField,
                arrived,
                schema,
                format,
                segmentRows,
                segmentBytes,
                sortMemory);
    }

    /** These options with a given schema. */
    public ImportOptions withSchema(@Nullable Schema given) {
        return new ImportOptions(
                log,
                partitions,
                timeField,
                keyField,
                idField,
                orderField,
                arrived,
                given,
                format,
                segmentRows,
                segmentBytes,
                sortMemory);
    }

    /** These options with Kafka values written in another format. */
    public ImportOptions withFormat(ValueFormat values) {
        return new ImportOptions(
                log,
                partitions,
                timeField,
                keyField,
                idField,
                orderField,
                arrived,
                schema,
                values,
                segmentRows,
                segmentBytes,
                sortMemory);
    }

    /** These options with other sizes. */
    public ImportOptions withSizes(long rows, long bytes, long memory) {
        return new ImportOptions(
                log,
                partitions,
                timeField,
                keyField,
                idField,
                orderField,
                arrived,
                schema,
                format,
                rows,
                bytes,
                memory);
    }
}
