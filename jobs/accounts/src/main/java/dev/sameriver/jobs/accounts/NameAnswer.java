package dev.sameriver.jobs.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request for a username.
 *
 * @param verdict {@code granted}, {@code refused}, {@code released} or {@code invalid}
 * @param holder who holds the name after it; null if nobody does
 * @param until when that ends, unless the holder claims the name again; null if nobody holds it
 */
public record NameAnswer(
        NameRequest request, String verdict, @Nullable String holder, @Nullable Instant until) {}
