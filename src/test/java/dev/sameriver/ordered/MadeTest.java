package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Which results and refusals a machine may give, and when. */
class MadeTest {

    private final OrderedEvent<String> held = Placed.at(1_000, "held");
    private final OrderedEvent<String> applied = Placed.at(2_000, "applied");

    @Test
    void resultsGivenAndPlacedStayInOrderUntilTheNextStart() {
        Made<String> made = new Made<>(true);
        made.start(applied);
        made.give("first");
        made.place(held.result(7, 2_000, "of the one held"));
        made.give("second");
        made.refuse(held, "overdue");
        assertThat(made.results().stream().map(OrderedEvent::value))
                .containsExactly("first", "of the one held", "second");
        assertThat(made.results().stream().map(OrderedEvent::number)).containsExactly(0L, 7L, 1L);
        assertThat(made.refused()).containsExactly(new Made.Refused(held, "overdue"));
        made.start(3_000);
        assertThat(made.results()).isEmpty();
        assertThat(made.refused()).isEmpty();
    }

    @Test
    void nothingIsPlacedBeforeWhatWasGivenAlready() {
        Made<String> made = new Made<>(true);
        made.start(applied);
        assertThatThrownBy(() -> made.place(held.result(0, 1_999, "too early")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a result is placed at 1999 ms, but it is 2000 ms already");
        made.start(3_000);
        made.place(held.result(0, 3_000, "in time"));
        assertThat(made.results()).hasSize(1);
    }

    @Test
    void whenAStateExpiresThereIsNoEventToGiveAResultOf() {
        Made<String> made = new Made<>(true);
        made.start(3_000);
        assertThatThrownBy(() -> made.give("of what?")).hasMessageContaining("place it");
    }

    @Test
    void machineWithoutATimerGivesAndRefusesTheEventThatItIsAppliedToAlone() {
        Made<String> made = new Made<>(false);
        made.start(applied);
        made.place(applied);
        assertThat(made.results()).containsExactly(applied);
        assertThatThrownBy(() -> made.place(held.result(0, 2_000, "other")))
                .hasMessage("only a TimedMachine gives results of other events");
        assertThatThrownBy(() -> made.refuse(held, "other"))
                .hasMessage("only a TimedMachine refuses other events");
    }

    @Test
    void numbersOfResultsAreRefusedWhereTheyAreOutOfRange() {
        assertThatThrownBy(() -> held.result(65_536, 2_000, "one too many"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a result's number must be from 0 to 65,535, but is 65536");
        assertThat(held.result(65_535, 2_000, "the last").number()).isEqualTo(65_535);
    }
}
