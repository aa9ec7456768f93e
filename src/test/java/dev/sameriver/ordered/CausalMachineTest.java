package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.view.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of one key's events, with a bound of 100 ms and, where it matters, a memory. */
class CausalMachineTest {

    private static final Causes<Act> CAUSES =
            Causes.within(Duration.ofMillis(100), Act::id, Act::seen);

    private record Act(@Nullable String id, List<String> seen) {}

    @Test
    void eventComesBehindWhatItNamesThoughItsTimeIsEarlier() {
        Turns turns = new Turns(CAUSES);
        turns.apply(1_000, "message", "unfriend");
        assertThat(turns.given).isEmpty();
        turns.apply(1_050, "unfriend");
        assertThat(turns.given).containsExactly("unfriend@1050", "message@1051");
    }

    @Test
    void eventKeepsItsTimeIfWhatItNamesIsEarlier() {
        Turns turns = new Turns(CAUSES);
        turns.apply(1_000, "a");
        turns.apply(1_001, "b", "a");
        turns.apply(1_001, "c", "b");
        assertThat(turns.given).containsExactly("a@1000", "b@1001", "c@1002");
    }

    @Test
    void oneEventLetsAllThatWaitedForItGoEachBehindTheOther() {
        Turns turns = new Turns(CAUSES);
        turns.apply(1_000, "d", "c", "b");
        turns.apply(1_001, "c", "b");
        turns.apply(1_002, "b", "a");
        turns.apply(1_003, "a");
        assertThat(turns.given).containsExactly("a@1003", "b@1004", "c@1005", "d@1006");
    }

    @Test
    void whatComesBeforeTheBoundIsOverIsInTimeAndAMillisecondLaterIsNot() {
        Turns turns = new Turns(CAUSES);
        turns.apply(1_000, "in time", "a");
        turns.apply(1_099, "a");
        turns.apply(2_000, "overdue", "b");
        turns.apply(2_100, "b");
        turns.until(2_100);
        assertThat(turns.refused).isEmpty();
        turns.until(2_101);
        assertThat(turns.given).containsExactly("a@1099", "in time@1100", "b@2100");
        assertThat(turns.refused)
                .containsExactly("overdue@2000: what it names was not applied within PT0.1S: b");
    }

    @Test
    void whatNamesAnOverdueEventIsOverdueTooAndSaysForWhatItWaited() {
        Turns turns = new Turns(CAUSES);
        turns.apply(1_000, "b", "x", "y");
        turns.apply(1_010, "c", "b");
        turns.apply(1_020, "y");
        turns.until(5_000);
        assertThat(turns.given).containsExactly("y@1020");
        assertThat(turns.refused)
                .containsExactly(
                        "b@1000: what it names was not applied within PT0.1S: x",
                        "c@1010: what it names was not applied within PT0.1S: b");
    }

    @Test
    void eventsThatNameEachOtherAreOverdue() {
        Turns turns = new Turns(CAUSES);
        turns.apply(1_000, "a", "b");
        turns.apply(1_000, "b", "a");
        turns.until(5_000);
        assertThat(turns.given).isEmpty();
        assertThat(turns.refused).hasSize(2);
        assertThat(turns.state).isNull();
    }

    @Test
    void idsAreForgottenBehindTheMemoryAndNotBefore() {
        Turns turns = new Turns(CAUSES.remembered(Duration.ofMillis(500)));
        turns.apply(1_000, "a");
        turns.apply(1_500, "knows", "a");
        turns.apply(1_501, "does not", "a");
        turns.until(2_000);
        assertThat(turns.given).containsExactly("a@1000", "knows@1500");
        assertThat(turns.refused).hasSize(1);
        turns.until(2_001);
        assertThat(turns.state).isNull();
    }

    @Test
    void ofSeveralEventsOfOneIdTheLastThatWasAppliedStandsForIt() {
        Turns turns = new Turns(CAUSES);
        turns.apply(1_000, "a");
        turns.apply(1_010, "a");
        turns.apply(1_010, "b", "a");
        assertThat(turns.given).containsExactly("a@1000", "a@1010", "b@1011");
    }

    @Test
    void eventWithoutAnIdIsRefused() {
        Turns turns = new Turns(CAUSES);
        assertThatThrownBy(() -> turns.apply(1_000, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the event has no id");
    }

    @Test
    void eventIsNamedByItsPlaceInKafkaToo() {
        Turns turns = new Turns(CAUSES.orPosition());
        turns.apply(1_000, "message", "unfriend", "acts:0=1050");
        turns.apply(1_050, "unfriend");
        assertThat(turns.given).containsExactly("unfriend@1050", "message@1051");
        turns.apply(1_060, null, "acts:0=1000");
        turns.apply(1_061, "last", "acts:0=1060");
        turns.until(5_000);
        assertThat(turns.given).endsWith("null@1060", "last@1061");
        assertThat(turns.refused).isEmpty();
    }

    @Test
    void placeOfAnotherLogPartitionOrOffsetIsNotThatOfTheEvent() {
        for (String other : List.of("facts:0=1000", "acts:1=1000", "acts:0=1001")) {
            Turns turns = new Turns(CAUSES.orPosition());
            turns.apply(1_000, "a");
            turns.apply(1_001, "b", other);
            turns.until(5_000);
            assertThat(turns.refused)
                    .containsExactly(
                            "b@1001: what it names was not applied within PT0.1S: " + other);
        }
    }

    @Test
    void placesAreNoNamesUnlessThatIsSaid() {
        Turns turns = new Turns(CAUSES);
        turns.apply(1_000, "a");
        turns.apply(1_001, "b", "acts:0=1000");
        turns.until(5_000);
        assertThat(turns.refused).hasSize(1);
    }

    @Test
    void whatWasImportedIsNamedByItsIdOnly() {
        Turns turns = new Turns(CAUSES.orPosition());
        turns.until(1_000);
        OrderedEvent<Act> imported =
                new OrderedEvent<>("key", 0, 0, 0, 0, 7, 0, 1_000, 0, new Act("a", List.of()));
        turns.state = turns.machine.apply(turns.state, imported, turns);
        turns.apply(1_001, "by id", "a");
        turns.apply(1_001, "by place", "acts:0=7");
        turns.until(5_000);
        assertThat(turns.given).containsExactly("a@1000", "by id@1001");
        assertThat(turns.refused).hasSize(1);
    }

    @Test
    void boundsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> Causes.within(Duration.ZERO, Act::id, Act::seen))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("must be from 1 ms to 100 years, but is PT0S");
        assertThatThrownBy(() -> CAUSES.remembered(Duration.ofDays(36_526)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("must be from 1 ms to 100 years, but is PT876624H");
    }

    @Test
    void anIdMoreCopiesFewOfAThousand() {
        Applied applied = Applied.NOTHING;
        for (long i = 0; i < 1_000; i++) {
            applied = applied.with("id" + i, i, Long.MIN_VALUE);
            assertThat(applied.parts().size()).isLessThanOrEqualTo(10);
        }
        assertThat(applied.time("id0")).isEqualTo(0);
        assertThat(applied.time("id999")).isEqualTo(999);
        assertThat(applied.time("id1000")).isNull();
        for (long i = 1_000; i < 3_000; i++) {
            applied = applied.with("id" + i, i, i - 10);
        }
        assertThat(applied.parts().stream().mapToInt(part -> part.size()).sum()).isLessThan(1_500);
    }

    /** Applies events in order, as the operator does. */
    private static final class Turns implements Results<Act> {

        private final CausalMachine<Act> machine;
        private final List<String> given = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();
        private @Nullable Causal<Act> state;

        private Turns(Causes<Act> causes) {
            machine = new CausalMachine<>(causes, List.of("acts"));
        }

        private void apply(long time, @Nullable String id, String... seen) {
            until(time);
            state = machine.apply(state, Placed.at(time, new Act(id, List.of(seen))), this);
        }

        private void until(long time) {
            Causal<Act> now = state;
            while (now != null && machine.expiry(now) <= time) {
                now = machine.expire(now, machine.expiry(now) - 1, this);
            }
            state = now;
        }

        @Override
        public void place(OrderedEvent<Act> event) {
            given.add(event.value().id() + "@" + event.time());
        }

        @Override
        public void refuse(OrderedEvent<?> event, String reason) {
            refused.add(((Act) event.value()).id() + "@" + event.time() + ": " + reason);
        }

        @Override
        public void give(Act event) {
            throw new IllegalStateException("events have places of their own");
        }

        @Override
        public void drop() {
            throw new IllegalStateException("nothing is dropped");
        }
    }
}
