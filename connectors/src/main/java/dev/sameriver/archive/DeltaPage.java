package dev.sameriver.archive;

import org.apache.parquet.io.ParquetDecodingException;

/**
 * A page of whole numbers by their differences, Parquet's DELTA_BINARY_PACKED. Blocks of
 * differences, often 128, begin with the least of them and hold what each has more than that, in
 * miniblocks, often of 32, with a width in bits of their own.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">Parquet's
 *     encodings</a>
 */
final class DeltaPage implements LongPage {

    private final PackedBits bits;
    private final int miniBlockSize;
    private final int[] widths;

    private long value;
    private boolean started;

    private long leastDelta;

    /** The miniblock that is read, and where its differences begin. */
    private int miniBlock;

    private int miniBlockAt;
    private int doneInMiniBlock;

    DeltaPage(PackedBits bits) {
        this.bits = bits;
        long blockSize = bits.nextUnsigned();
        long miniBlocks = bits.nextUnsigned();
        boolean isLarge = miniBlocks > 1 << 16 || blockSize > 1 << 20;
        if (miniBlocks < 1 || blockSize < 1 || isLarge || blockSize % (8 * miniBlocks) != 0) {
            throw new ParquetDecodingException(
                    "blocks of " + blockSize + " differences in " + miniBlocks + " parts");
        }
        bits.nextUnsigned(); // the number of values, which the page's header tells too
        value = bits.nextSigned();
        miniBlockSize = (int) (blockSize / miniBlocks);
        widths = new int[(int) miniBlocks];
        miniBlock = widths.length;
        doneInMiniBlock = miniBlockSize;
    }

    @Override
    public void read(long[] into, int from, int until) {
        int next = from;
        if (!started && from < until) {
            into[next++] = value;
            started = true;
        }
        while (next < until) {
            if (doneInMiniBlock == miniBlockSize) {
                openMiniBlock();
            }
            int run = Math.min(until - next, miniBlockSize - doneInMiniBlock);
            int width = widths[miniBlock];
            bits.unpack(miniBlockAt, (long) width * doneInMiniBlock, width, into, next, next + run);
            long sum = value;
            for (int i = next; i < next + run; i++) {
                sum += leastDelta + into[i];
                into[i] = sum;
            }
            value = sum;
            doneInMiniBlock += run;
            next += run;
        }
    }

    private void openMiniBlock() {
        if (miniBlock < widths.length) {
            bits.skipTo(miniBlockAt + widths[miniBlock] * miniBlockSize / 8);
            miniBlock++;
        }
        if (miniBlock >= widths.length) {
            leastDelta = bits.nextSigned();
            for (int i = 0; i < widths.length; i++) {
                widths[i] = bits.nextWidth(Long.SIZE);
            }
            miniBlock = 0;
        }
        miniBlockAt = bits.position();
        doneInMiniBlock = 0;
    }
}
