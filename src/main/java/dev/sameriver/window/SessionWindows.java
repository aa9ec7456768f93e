package dev.sameriver.window;

/**
 * Sessions per key: see {@link Windows#session}.
 *
 * @param gapMillis how far apart, in milliseconds, two events must at least be not to share one
 */
public record SessionWindows(long gapMillis) implements WindowSpec {}
