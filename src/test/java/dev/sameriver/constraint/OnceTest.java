package dev.sameriver.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.ordered.Placed;
import dev.sameriver.ordered.Results;
import dev.sameriver.view.UserError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OnceTest {

    private static final long MADE = 1_000_000;
    private static final long HOUR = 3_600_000;

    private final Once<Attempt> once = Once.within(Duration.ofHours(1), Attempt::made);
    private final Taken taken = new Taken();

    private record Attempt(@Nullable Instant made) {}

    private static final class Taken implements Results<Attempt> {

        private final List<Attempt> given = new ArrayList<>();
        private int dropped;

        @Override
        public void give(Attempt result) {
            given.add(result);
        }

        @Override
        public void drop() {
            dropped++;
        }
    }

    private Long attempt(@Nullable Long first, long time) {
        Attempt attempt = new Attempt(Instant.ofEpochMilli(MADE));
        return once.apply(first, Placed.at(time, attempt), taken);
    }

    @Test
    void firstGoesOnAndTheOthersOfTheHorizonAreDropped() {
        Long first = attempt(null, MADE + 1);
        assertThat(attempt(first, MADE + 5)).isEqualTo(first);
        assertThat(attempt(first, MADE + HOUR)).isEqualTo(first);
        assertThat(taken.given).hasSize(1);
        assertThat(taken.dropped).isEqualTo(2);
        assertThat(once.expiry(first)).as("as long as one can come").isEqualTo(MADE + HOUR + 1);
    }

    @Test
    void whatIsBeyondTheHorizonOrImpossibleIsRefusedEvenAsTheFirst() {
        assertThatThrownBy(() -> attempt(null, MADE + HOUR + 1))
                .hasMessageContaining("is not known");
        assertThatThrownBy(() -> attempt(null, MADE - 1))
                .hasMessageContaining("before it was made");
        assertThatThrownBy(() -> once.apply(null, Placed.at(MADE, new Attempt(null)), taken))
                .hasMessageContaining("when it was made");
        assertThat(taken.given).isEmpty();
    }

    @Test
    void attemptThatWasMadeAtAnotherTimeIsNotTakenForOneOfTheSameOperation() {
        Long first = attempt(null, MADE + 1);
        Attempt other = new Attempt(Instant.ofEpochMilli(MADE + 2));
        assertThatThrownBy(() -> once.apply(first, Placed.at(MADE + 3, other), taken))
                .hasMessageContaining("an id of its own");
        assertThat(taken.given).hasSize(1);
        assertThat(taken.dropped).isZero();
    }

    @Test
    void timeBeforeAllOthersIsBeyondEveryHorizon() {
        Attempt attempt = new Attempt(Instant.ofEpochMilli(Long.MIN_VALUE));
        assertThatThrownBy(() -> once.apply(null, Placed.at(MADE, attempt), taken))
                .isInstanceOf(ArithmeticException.class);
        assertThat(taken.given).isEmpty();
    }

    @Test
    void horizonIsRefusedBeforeAnythingStarts() {
        assertThatThrownBy(() -> Once.within(Duration.ofSeconds(-1), Attempt::made))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("PT-1S");
    }
}
