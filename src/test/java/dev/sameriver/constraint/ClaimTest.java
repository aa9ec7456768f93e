package dev.sameriver.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.constraint.Claim.Answer;
import dev.sameriver.constraint.Claim.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClaimTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final long MINUTE = 60_000;

    @Test
    void firstIsGrantedAndOthersAreToldTheHolderUntilTheLeaseEnds() {
        Claim ann = Claim.FREE.claim("ann", 0, HOUR).next();
        Answer refused = ann.claim("bob", 59 * MINUTE, HOUR);
        assertThat(refused.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(refused.next()).isEqualTo(ann);
        assertThat(refused.next().holder()).isEqualTo("ann");
        Answer granted = ann.claim("bob", 60 * MINUTE, HOUR);
        assertThat(granted.verdict()).isEqualTo(Verdict.GRANTED);
        assertThat(granted.next()).isEqualTo(new Claim("bob", 120 * MINUTE));
    }

    @Test
    void holderRenewsItsLeaseAndOneWithoutEndStays() {
        Claim ann = Claim.FREE.claim("ann", 0, HOUR).next();
        Claim renewed = ann.claim("ann", 30 * MINUTE, HOUR).next();
        assertThat(renewed.isHeld(89 * MINUTE)).isTrue();
        assertThat(renewed.isHeld(90 * MINUTE)).isFalse();
        Claim forEver = Claim.FREE.claim("ann", 0, null).next();
        assertThat(forEver.claim("bob", Long.MAX_VALUE - 1, HOUR).verdict())
                .isEqualTo(Verdict.REFUSED);
    }

    @Test
    void onlyTheHolderReleases() {
        Claim ann = Claim.FREE.claim("ann", 0, HOUR).next();
        assertThat(ann.release("bob", MINUTE)).isEqualTo(new Answer(ann, Verdict.REFUSED));
        assertThat(ann.release("ann", MINUTE)).isEqualTo(new Answer(Claim.FREE, Verdict.RELEASED));
        assertThat(ann.release("ann", 60 * MINUTE).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(Claim.FREE.claim("bob", MINUTE, HOUR).verdict()).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void claimantsHaveNamesAndLeasesLast() {
        assertThatThrownBy(() -> Claim.FREE.claim("", 0, HOUR))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Claim.FREE.claim("ann", 0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }
}
