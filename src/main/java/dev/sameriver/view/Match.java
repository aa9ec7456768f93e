package dev.sameriver.view;

import org.jspecify.annotations.Nullable;

/**
 * An event and the version of another input that held at its time; see {@link KeyedInput#asOf}.
 *
 * @param event what was joined
 * @param version null if there was none yet
 */
public record Match<T, V>(T event, @Nullable V version) {}
