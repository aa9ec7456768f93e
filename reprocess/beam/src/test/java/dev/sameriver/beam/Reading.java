package dev.sameriver.beam;

import org.jspecify.annotations.Nullable;

/**
 * What the views of these tests read of a made-up log.
 *
 * @param level a column that the log had not at first
 */
public record Reading(@Nullable String sensor, int value, double level) {}
