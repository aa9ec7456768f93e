package dev.sameriver.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Makes the footer of a Parquet file depend on nothing but its rows. Parquet lists a column's
 * encodings in the order of a hash set of objects that hash differently in each run of Java; here
 * they are sorted.
 */
final class SteadyFooter {

    /** The footer's length and the mark behind it. */
    private static final int TAIL = Integer.BYTES + 4;

    private SteadyFooter() {}

    /**
     * The same with a steady footer.
     *
     * @param end the last bytes of a file, with its whole footer
     */
    static byte[] of(byte[] end) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
        int length = bytes.getInt(end.length - TAIL);
        int from = end.length - TAIL - length;
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(end, from, length));
        for (RowGroup group : footer.getRow_groups()) {
            for (ColumnChunk chunk : group.getColumns()) {
                chunk.getMeta_data().getEncodings().sort(null);
            }
        }
        ByteArrayOutputStream steady = new ByteArrayOutputStream(end.length);
        steady.write(end, 0, from);
        Util.writeFileMetaData(footer, steady);
        if (steady.size() != from + length) {
            throw new IOException("sorting a footer's encodings must not change its length");
        }
        steady.write(end, end.length - TAIL, TAIL);
        return steady.toByteArray();
    }
}
