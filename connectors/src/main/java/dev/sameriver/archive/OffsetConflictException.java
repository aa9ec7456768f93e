package dev.sameriver.archive;

import dev.sameriver.log.Position;
import java.io.IOException;

/** A segment would leave a gap in its partition, or overlap what is already there. */
public final class OffsetConflictException extends IOException {

    private final String log;
    private final Position expected;
    private final Position offered;

    OffsetConflictException(String log, Position expected, Position offered, String why) {
        super(
                "Segments of log %s, partition %d must follow each other without gap or overlap: expected generation %d from offset %d, but was offered generation %d from offset %d (%s)."
                        .formatted(
                                log,
                                expected.partition(),
                                expected.generation(),
                                expected.offset(),
                                offered.generation(),
                                offered.offset(),
                                why));
        this.log = log;
        this.expected = expected;
        this.offered = offered;
    }

    public String log() {
        return log;
    }

    public int partition() {
        return expected.partition();
    }

    /** The position that the next segment of the partition must start at. */
    public Position expected() {
        return expected;
    }

    /** The position that the refused segment starts at. */
    public Position offered() {
        return offered;
    }
}
