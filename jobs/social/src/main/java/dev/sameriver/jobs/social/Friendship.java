package dev.sameriver.jobs.social;

import org.jspecify.annotations.Nullable;

/**
 * A member makes somebody a friend, or a friend an ex-friend.
 *
 * @param friend the other one
 * @param change {@value #FRIEND} or {@value #UNFRIEND}
 */
public record Friendship(
        @Nullable String id,
        @Nullable String member,
        @Nullable String friend,
        @Nullable String change,
        @Nullable String seen)
        implements Act {

    static final String FRIEND = "friend";
    static final String UNFRIEND = "unfriend";
}
