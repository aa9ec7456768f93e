package dev.sameriver.audit;

import dev.sameriver.view.KeyFilter;
import dev.sameriver.view.RowSchema;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of all sides are held against each other. Times are milliseconds since
 * 1970-01-01T00:00Z.
 *
 * @param from windows start at or after this; {@link Long#MIN_VALUE} for no bound
 * @param to windows end at or before this: all of them are final, on every side
 * @param keys null for all
 */
record AuditRange(long from, long to, @Nullable KeyFilter keys) {

    /**
     * The range that is asked for, as far as it is final.
     *
     * @param end up to when windows are final on every side; {@link Long#MIN_VALUE} if none is
     * @return null if none of it is final
     */
    static @Nullable AuditRange of(AuditOptions options, long end) {
        if (end == Long.MIN_VALUE) {
            return null;
        }
        long to = options.to() == null ? end : Math.min(end, options.to().toEpochMilli());
        long from = options.from() == null ? Long.MIN_VALUE : options.from().toEpochMilli();
        if (options.age() != null) {
            from = Math.max(from, to - options.age().toMillis());
        }
        Sample sample = options.sample();
        return from < to ? new AuditRange(from, to, sample == null ? null : sample.keys()) : null;
    }

    @Nullable Instant fromInstant() {
        return from == Long.MIN_VALUE ? null : Instant.ofEpochMilli(from);
    }

    Instant toInstant() {
        return Instant.ofEpochMilli(to);
    }

    /** Takes the rows of one side. */
    AuditedRows rows(RowSchema schema) throws IOException {
        return new AuditedRows(schema, from, to, keys);
    }
}
