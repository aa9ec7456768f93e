package dev.sameriver.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recorded change of a version.
 *
 * @param id grows with every change
 * @param who as in {@code ada@workstation}
 * @param why null if no reason was given
 * @param what as in {@code share 0 to 10}
 */
public record Change(
        long id, Instant at, String who, @Nullable String why, VersionKey key, String what) {}
