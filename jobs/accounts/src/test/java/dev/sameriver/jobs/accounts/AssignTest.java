package dev.sameriver.jobs.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.constraint.Claim;
import dev.sameriver.ordered.Placed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssignTest {

    private static final long MINUTE = 60_000;

    private final Assign assign = new Assign();
    private final Given<NameAnswer> given = new Given<>();
    private @Nullable Claim claim;

    @Test
    void firstClaimIsGrantedAndAnotherIsToldWhoHoldsTheNameUntilTheHourIsOver() {
        assertThat(claim("ann", 0)).isEqualTo("granted ann 1970-01-01T01:00:00Z");
        assertThat(claim("bob", 59 * MINUTE)).isEqualTo("refused ann 1970-01-01T01:00:00Z");
        assertThat(claim("bob", 60 * MINUTE)).isEqualTo("granted bob 1970-01-01T02:00:00Z");
    }

    @Test
    void holderThatClaimsAgainHoldsTheNameLonger() {
        claim("ann", 0);
        assertThat(claim("ann", 30 * MINUTE)).isEqualTo("granted ann 1970-01-01T01:30:00Z");
        assertThat(claim("bob", 89 * MINUTE)).isEqualTo("refused ann 1970-01-01T01:30:00Z");
    }

    @Test
    void nameThatItsHolderReleasesIsForgottenAndOthersCannotReleaseIt() {
        claim("ann", 0);
        assertThat(release("bob", MINUTE)).isEqualTo("refused ann 1970-01-01T01:00:00Z");
        assertThat(release("ann", MINUTE)).isEqualTo("released null null");
        assertThat(claim).isNull();
        assertThat(release("ann", MINUTE)).isEqualTo("refused null null");
        assertThat(claim("bob", MINUTE)).isEqualTo("granted bob 1970-01-01T01:01:00Z");
    }

    @Test
    void stateIsForgottenWhenTheLeaseEnds() {
        claim("ann", MINUTE);
        assertThat(claim).isNotNull().matches(now -> assign.expiry(now) == 61 * MINUTE);
    }

    @Test
    void requestThatCannotBeDecidedIsInvalidAndChangesNothing() {
        claim("ann", 0);
        assertThat(answer("jo", null, "claim", 1)).startsWith("invalid ann");
        assertThat(answer("jo", "", "claim", 1)).startsWith("invalid ann");
        assertThat(answer("jo", "bob", "seize", 1)).startsWith("invalid ann");
        assertThat(answer(null, "bob", "claim", 1)).startsWith("invalid ann");
        assertThat(claim).isEqualTo(new Claim("ann", 60 * MINUTE));
        assertThat(new NameRequest("r", null, "bob", "claim", Instant.EPOCH).wanted()).isEmpty();
    }

    private String claim(String member, long time) {
        return answer("jo", member, NameRequest.CLAIM, time);
    }

    private String release(String member, long time) {
        return answer("jo", member, NameRequest.RELEASE, time);
    }

    private String answer(@Nullable String name, @Nullable String member, String act, long time) {
        if (claim != null && assign.expiry(claim) <= time) {
            claim = null;
        }
        NameRequest request = new NameRequest("r", name, member, act, Instant.EPOCH);
        claim = assign.apply(claim, Placed.at(time, request), given);
        NameAnswer answer = given.take().get(0);
        return answer.verdict() + " " + answer.holder() + " " + answer.until();
    }
}
