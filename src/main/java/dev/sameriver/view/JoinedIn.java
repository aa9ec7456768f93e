package dev.sameriver.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Two events that share a window, or one that is alone on its side of it; see {@link
 * KeyedInput#joinIn}.
 *
 * @param start of the window
 * @param end of the window, which is not part of it
 * @param left null if the window has no left event
 * @param right null if the window has no right event
 */
public record JoinedIn<L, R>(Instant start, Instant end, @Nullable L left, @Nullable R right) {}
