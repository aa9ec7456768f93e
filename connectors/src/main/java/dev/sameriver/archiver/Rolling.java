package dev.sameriver.archiver;

import dev.sameriver.view.UserError;
import java.io.Serializable;
import java.time.Duration;

/**
 * When a segment is sealed: at whichever of these comes first.
 *
 * @param rows at this many rows, 1 or greater
 * @param bytes at about this many bytes, 1 or greater
 * @param age at the latest this long after its first record was read, 100 ms or more
 */
public record Rolling(long rows, long bytes, Duration age) implements Serializable {

    /** 1,000,000 rows, 64 MiB or 10 minutes. */
    public static final Rolling DEFAULT = new Rolling(1_000_000, 64L << 20, Duration.ofMinutes(10));

    public Rolling {
        if (rows < 1 || bytes < 1 || age.toMillis() < 100) {
            throw new UserError(
                    "A segment must be sealed at 1 row, 1 byte and 100 ms or more, but was told %d rows, %d bytes and %s: raise --roll-rows, --roll-bytes or --roll-age."
                            .formatted(rows, bytes, age));
        }
    }
}
