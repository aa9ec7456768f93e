package dev.sameriver.jobs.accounts;

import dev.sameriver.constraint.Claim;
import dev.sameriver.constraint.Claim.Answer;
import dev.sameriver.ordered.Machine;
import dev.sameriver.ordered.OrderedEvent;
import dev.sameriver.ordered.Results;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives a username to one member at a time: to the first who claims it, for an hour from their last
 * claim on, or until they release it. Others are refused, and told who holds it.
 *
 * <p>With a claim of ann at 10:00 and one of bob at 10:59, ann holds the name until 11:00. Had she
 * claimed it again at 10:30, it would be hers until 11:30.
 */
final class Assign implements Machine<Claim, NameRequest, NameAnswer> {

    private static final Duration LEASE = Duration.ofHours(1);

    @Override
    public @Nullable Claim apply(
            @Nullable Claim before, OrderedEvent<NameRequest> event, Results<NameAnswer> results) {
        Claim now = before == null ? Claim.FREE : before;
        NameRequest request = event.value();
        if (!request.isValid()) {
            results.give(answer(request, "invalid", now));
            return before;
        }
        String member = Objects.requireNonNull(request.member());
        Answer answer =
                NameRequest.CLAIM.equals(request.act())
                        ? now.claim(member, event.time(), LEASE)
                        : now.release(member, event.time());
        String verdict = answer.verdict().name().toLowerCase(Locale.ROOT);
        results.give(answer(request, verdict, answer.next()));
        return answer.next().equals(Claim.FREE) ? null : answer.next();
    }

    private static NameAnswer answer(NameRequest request, String verdict, Claim claim) {
        return claim.equals(Claim.FREE)
                ? new NameAnswer(request, verdict, null, null)
                : new NameAnswer(
                        request, verdict, claim.holder(), Instant.ofEpochMilli(claim.until()));
    }

    /** A name that nobody holds any more is forgotten. */
    @Override
    public long expiry(Claim claim) {
        return claim.until();
    }
}
