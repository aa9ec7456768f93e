package dev.sameriver.archive;

/** A segment's bytes are not those that the manifest lists. */
public final class CorruptSegmentException extends CorruptArchiveException {

    CorruptSegmentException(String file, String why) {
        super("Segment", file, why);
    }

    CorruptSegmentException(String file, String why, Throwable cause) {
        super("Segment", file, why, cause);
    }
}
