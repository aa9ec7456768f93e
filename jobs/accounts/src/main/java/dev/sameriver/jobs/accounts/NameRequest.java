package dev.sameriver.jobs.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request for a username, as one attempt to send it.
 *
 * @param requestId the client's id, the same in all attempts
 * @param name the username
 * @param member who asks
 * @param act {@value #CLAIM} or {@value #RELEASE}
 * @param made when the client made the request, the same in all attempts
 */
public record NameRequest(
        @Nullable String requestId,
        @Nullable String name,
        @Nullable String member,
        @Nullable String act,
        @Nullable Instant made) {

    static final String CLAIM = "claim";
    static final String RELEASE = "release";

    /** Whether it says who asks for what. */
    boolean isValid() {
        return name != null
                && !name.isEmpty()
                && member != null
                && !member.isEmpty()
                && (CLAIM.equals(act) || RELEASE.equals(act));
    }

    /** The name that decides; the empty text if the request does not say. */
    String wanted() {
        return name == null ? "" : name;
    }
}
