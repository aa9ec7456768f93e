package dev.sameriver.ingest;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a file, one after the other. */
interface Inputs extends Closeable {

    /** The next row, or null at the end. */
    @Nullable Input next() throws IOException;
}
