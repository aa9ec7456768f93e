package dev.sameriver.archive;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file of the archive is not what was written: it is refused, and named. */
public sealed class CorruptArchiveException extends IOException
        permits CorruptDefinitionException, CorruptManifestException, CorruptSegmentException {

    private final String file;

    CorruptArchiveException(String what, String file, String why, @Nullable Throwable cause) {
        super(
                what
                        + " "
                        + file
                        + " is corrupt: "
                        + why
                        + "; run verify, and restore the file from a copy.",
                cause);
        this.file = file;
    }

    CorruptArchiveException(String what, String file, String why) {
        super(
                what
                        + " "
                        + file
                        + " is corrupt: "
                        + why
                        + "; run verify, and restore the file from a copy.");
        this.file = file;
    }

    /** The whole path of the file. */
    public final String file() {
        return file;
    }
}
