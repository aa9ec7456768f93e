package dev.sameriver.archiver;

import dev.sameriver.view.UserError;
import java.io.Serializable;
import java.time.Duration;

/**
 * When a segment is sealed: at whichever of these comes first.
 *
 * @param rows at this many rows, 1 or greater
 * @param bytes at about this many bytes, 1 or greater
 * @param age at the latest this long after its first record was read, from 100 ms to a day, so that
 *     no segment that is still written to is taken for one that a killed writer left
 */
public record Rolling(long rows, long bytes, Duration age) implements Serializable {

    /** 1,000,000 rows, 64 MiB or 10 minutes. */
    public static final Rolling DEFAULT = new Rolling(1_000_000, 64L << 20, Duration.ofMinutes(10));

    public Rolling {
        if (rows < 1
                || bytes < 1
                || age.toMillis() < 100
                || age.compareTo(Duration.ofDays(1)) > 0) {
            throw new UserError(
                    "A segment must be sealed at 1 row and 1 byte or more and after 100 ms to a day, but was told %d rows, %d bytes and %s: change --roll-rows, --roll-bytes or --roll-age."
                            .formatted(rows, bytes, age));
        }
    }
}
