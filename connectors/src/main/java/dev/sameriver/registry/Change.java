package dev.sameriver.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a version that was made.
 *
 * @param why null if no reason was given
 * @param what in words, as in {@code building -> shadow}
 */
public record Change(Instant at, String who, @Nullable String why, VersionKey key, String what) {}
