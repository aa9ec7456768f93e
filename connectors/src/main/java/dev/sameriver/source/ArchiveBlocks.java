package dev.sameriver.source;

import dev.sameriver.log.EventBlock;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The events of one segment from a position on, block by block, with the clock put on them. */
interface ArchiveBlocks<T> extends Closeable {

    /**
     * The next block; the partition's clock moves on over what was read.
     *
     * @param most how many records to read for it at most, about
     * @return null at the segment's end
     */
    @Nullable EventBlock<T> next(int most) throws IOException;
}
