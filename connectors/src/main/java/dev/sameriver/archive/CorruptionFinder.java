package dev.sameriver.archive;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.zip.CRC32;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;

/**
 * Finds where a damaged segment is damaged: every page of a Parquet file has a checksum, and the
 * file's index says which row each page begins with.
 */
final class CorruptionFinder {

    private static final long NOWHERE = Long.MAX_VALUE;

    private CorruptionFinder() {}

    static Finding find(LogArchive archive, Segment segment, String why) {
        String name = archive.files().name(segment.path());
        String log = archive.definition().name();
        long row;
        try {
            long length = archive.files().length(segment.path());
            if (length != segment.bytes()) {
                return new Finding(log, name, why + " It has " + length + " bytes.", 0, -1);
            }
            row = firstBadRow(archive.files(), segment);
        } catch (FileNotFoundException e) {
            return new Finding(log, name, why, 0, -1);
        } catch (IOException | RuntimeException e) {
            return new Finding(log, name, why + " The damage is in its footer.", 0, -1);
        }
        if (row == NOWHERE) {
            String what =
                    why
                            + " All pages match their checksums: the damage is in the footer or a"
                            + " page's header.";
            return new Finding(log, name, what, 0, -1);
        }
        String what = why + " Row " + row + " begins the first page that fails its checksum.";
        return new Finding(log, name, what, row, offsetOf(archive, segment, row));
    }

    private static long firstBadRow(ArchiveFiles files, Segment segment) throws IOException {
        SegmentFile.In file = new SegmentFile.In(files, segment.path(), segment.bytes());
        try (ParquetFileReader reader = ParquetFileReader.open(file);
                FSDataInputStream in = files.open(segment.path())) {
            long before = 0;
            for (BlockMetaData block : reader.getFooter().getBlocks()) {
                long bad = NOWHERE;
                for (ColumnChunkMetaData chunk : block.getColumns()) {
                    bad = Math.min(bad, firstBadRow(reader, in, chunk));
                }
                if (bad != NOWHERE) {
                    return before + bad;
                }
                before += block.getRowCount();
            }
            return NOWHERE;
        }
    }

    /** The first row, within its row group, of the first bad page of a column. */
    private static long firstBadRow(
            ParquetFileReader reader, FSDataInputStream in, ColumnChunkMetaData chunk)
            throws IOException {
        OffsetIndex pages = reader.readOffsetIndex(chunk);
        if (pages == null) {
            return NOWHERE;
        }
        if (chunk.hasDictionaryPage()) {
            long at = chunk.getDictionaryPageOffset();
            if (!isSound(in, at, (int) (pages.getOffset(0) - at))) {
                return 0;
            }
        }
        for (int page = 0; page < pages.getPageCount(); page++) {
            if (!isSound(in, pages.getOffset(page), pages.getCompressedPageSize(page))) {
                return pages.getFirstRowIndex(page);
            }
        }
        return NOWHERE;
    }

    private static boolean isSound(FSDataInputStream in, long at, int length) {
        try {
            byte[] bytes = new byte[length];
            in.readFully(at, bytes);
            ByteArrayInputStream page = new ByteArrayInputStream(bytes);
            PageHeader header = Util.readPageHeader(page);
            CRC32 crc = new CRC32();
            crc.update(bytes, length - page.available(), page.available());
            return header.isSetCrc()
                    && header.getCrc() == (int) crc.getValue()
                    && header.getCompressed_page_size() == page.available();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** The offset of a row, if the column of offsets can still be read up to it. */
    private static long offsetOf(LogArchive archive, Segment segment, long row) {
        SegmentFile.In file = new SegmentFile.In(archive.files(), segment.path(), segment.bytes());
        Configuration configuration =
                SegmentSchema.parquetSettings(archive.files().configuration());
        AvroReadSupport.setRequestedProjection(configuration, SegmentSchema.offsetAlone());
        AvroReadSupport.setAvroReadSchema(configuration, SegmentSchema.offsetAlone());
        try (ParquetReader<GenericRecord> reader =
                AvroParquetReader.<GenericRecord>builder(file)
                        .withDataModel(GenericData.get())
                        .withConf(configuration)
                        .usePageChecksumVerification()
                        .build()) {
            GenericRecord read = reader.read();
            for (long at = 0; at < row && read != null; at++) {
                read = reader.read();
            }
            return read == null ? -1 : (Long) read.get(SegmentSchema.OFFSET_AT);
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }
}
