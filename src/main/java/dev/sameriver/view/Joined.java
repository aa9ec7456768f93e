package dev.sameriver.view;

import org.jspecify.annotations.Nullable;

/**
 * Two events that a join brought together, or one that met none; see {@link KeyedInput#joinWithin}.
 *
 * @param left null if a right event met none
 * @param right null if a left event met none
 */
public record Joined<L, R>(@Nullable L left, @Nullable R right) {}
