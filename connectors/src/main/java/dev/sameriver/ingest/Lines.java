package dev.sameriver.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream as bytes, without their ends ({@code \n} or {@code \r\n}).
 *
 * <p>A line longer than 16 MB is cut there, so that a file without line ends cannot fill the
 * memory.
 */
final class Lines implements Closeable {

    private static final int LONGEST = 16 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[256 << 10];
    private int from;
    private int filled;
    private boolean ended;
    private long number;

    Lines(InputStream in) throws IOException {
        this.in = in;
        fill();
        if (filled >= 3
                && buffer[0] == (byte) 0xef
                && buffer[1] == (byte) 0xbb
                && buffer[2] == (byte) 0xbf) {
            from = 3;
        }
    }

    /** The number of the line handed out last, from 1. */
    long number() {
        return number;
    }

    /** The next line in an array of its own, or null at the end. */
    byte @Nullable [] next() throws IOException {
        int scanned = from;
        while (true) {
            for (int i = scanned; i < filled; i++) {
                if (buffer[i] == '\n') {
                    return take(i, i + 1);
                }
            }
            scanned = filled;
            if (ended) {
                return from == filled ? null : take(filled, filled);
            }
            if (filled - from >= LONGEST) {
                return take(filled, filled);
            }
            int moved = from;
            fill();
            scanned -= moved - from;
        }
    }

    private byte[] take(int end, int next) {
        int last = end > from && next > end && buffer[end - 1] == '\r' ? end - 1 : end;
        byte[] line = Arrays.copyOfRange(buffer, from, last);
        from = next;
        number++;
        return line;
    }

    private void fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            filled -= from;
            from = 0;
        } else if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        while (filled < buffer.length) {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                ended = true;
                return;
            }
            filled += read;
            if (filled >= 3) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
