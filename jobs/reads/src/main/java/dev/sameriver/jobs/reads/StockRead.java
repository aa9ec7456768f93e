package dev.sameriver.jobs.reads;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asks for the level of an item; as one attempt, as a client may send it again.
 *
 * @param id the client's, the same in all attempts
 * @param reader who asks
 * @param kind {@code point}, {@code subscribe} or {@code cancel}
 * @param position of the answer behind which a subscription is to go on
 * @param made when the client made the read, the same in all attempts
 */
public record StockRead(
        @Nullable String id,
        @Nullable String reader,
        @Nullable String item,
        @Nullable String kind,
        @Nullable String position,
        @Nullable Instant made) {}
