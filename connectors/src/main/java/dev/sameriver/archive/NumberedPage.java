package dev.sameriver.archive;

import java.util.Arrays;

/**
 * A page of whole numbers by their places in a dictionary, Parquet's RLE_DICTIONARY: after the
 * width of a place come runs, of one place that repeats or of eights of packed ones.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Parquet's
 *     encodings</a>
 */
final class NumberedPage implements LongPage {

    private final PackedBits bits;
    private final long[] dictionary;
    private final int width;

    private int left;
    private boolean packed;
    private long repeated;

    /** Of a packed run, where it begins and how many of it were read. */
    private int runAt;

    private int done;

    NumberedPage(PackedBits bits, long[] dictionary) {
        this.bits = bits;
        this.dictionary = dictionary;
        this.width = bits.nextWidth(Integer.SIZE);
    }

    @Override
    public void read(long[] into, int from, int until) {
        int next = from;
        while (next < until) {
            if (left == 0) {
                openRun();
            }
            int run = Math.min(left, until - next);
            if (packed) {
                bits.unpack(runAt, (long) width * done, width, into, next, next + run);
                for (int i = next; i < next + run; i++) {
                    into[i] = dictionary[(int) into[i]];
                }
                done += run;
            } else {
                Arrays.fill(into, next, next + run, dictionary[(int) repeated]);
            }
            left -= run;
            next += run;
        }
    }

    private void openRun() {
        long header = bits.nextUnsigned();
        packed = (header & 1) == 1;
        if (packed) {
            left = Math.toIntExact((header >>> 1) * Byte.SIZE);
            runAt = bits.position();
            done = 0;
            bits.skipToOrEnd(runAt + (long) left * width / Byte.SIZE);
        } else {
            left = Math.toIntExact(header >>> 1);
            repeated = 0;
            for (int shift = 0; shift < width; shift += Byte.SIZE) {
                repeated |= (long) bits.nextByte() << shift;
            }
        }
    }
}
