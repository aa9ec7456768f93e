package dev.sameriver.jobs.social;

import org.jspecify.annotations.Nullable;

/** A member sends a text to all who are friends. */
public record Message(
        @Nullable String id, @Nullable String member, @Nullable String text, @Nullable String seen)
        implements Act {}
