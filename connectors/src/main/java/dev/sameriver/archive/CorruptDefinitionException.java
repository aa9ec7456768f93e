package dev.sameriver.archive;

import org.jspecify.annotations.Nullable;

/** What a log is, or a schema of its events, cannot be read as it was written. */
public final class CorruptDefinitionException extends CorruptArchiveException {

    CorruptDefinitionException(String file, String why, @Nullable Throwable cause) {
        super("Definition", file, why, cause);
    }
}
