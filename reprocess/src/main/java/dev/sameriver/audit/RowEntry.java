package dev.sameriver.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A row as it is sorted for its tree: by the hour in which its window ends, by its key's part of
 * sixteen, and by its line.
 *
 * @param hour whole hours from 1970-01-01T00:00Z to the window's end
 * @param part the first four bits of the SHA-256 of its key's text
 * @param name its primary key, as people read it
 * @param line its CSV line in UTF-8
 */
record RowEntry(long hour, int part, String name, byte[] line) {

    private static final long HOUR = 3_600_000;
    private static final int HEAD = Long.BYTES + 1;

    /**
     * The bytes of an entry; they sort unsigned as entries do.
     *
     * @param end the end of its window, in milliseconds
     */
    static byte[] encode(long end, String key, String name, String line) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] lineBytes = line.getBytes(StandardCharsets.UTF_8);
        int part = (HashNode.sha256().digest(keyBytes)[0] & 0xff) >>> 4;
        return ByteBuffer.allocate(HEAD + lineBytes.length + nameBytes.length + Integer.BYTES)
                .putLong(Math.floorDiv(end, HOUR) ^ Long.MIN_VALUE)
                .put((byte) part)
                .put(lineBytes)
                .put(nameBytes)
                .putInt(nameBytes.length)
                .array();
    }

    static RowEntry decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long hour = buffer.getLong() ^ Long.MIN_VALUE;
        int part = buffer.get();
        int nameEnd = bytes.length - Integer.BYTES;
        int lineEnd = nameEnd - buffer.getInt(nameEnd);
        return new RowEntry(
                hour,
                part,
                new String(bytes, lineEnd, nameEnd - lineEnd, StandardCharsets.UTF_8),
                Arrays.copyOfRange(bytes, HEAD, lineEnd));
    }
}
