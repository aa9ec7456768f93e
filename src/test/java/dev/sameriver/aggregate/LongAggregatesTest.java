package dev.sameriver.aggregate;

import static dev.sameriver.aggregate.Aggregates.count;
import static dev.sameriver.aggregate.Aggregates.countIf;
import static dev.sameriver.aggregate.Aggregates.max;
import static dev.sameriver.aggregate.Aggregates.mean;
import static dev.sameriver.aggregate.Aggregates.min;
import static dev.sameriver.aggregate.Aggregates.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.log.Event;
import dev.sameriver.view.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LongAggregatesTest {

    @Test
    void countCountsEveryEvent() {
        assertThat(Evaluation.of(count("n"), "a", "b", "a")).isEqualTo(3L);
    }

    @Test
    void countIfCountsThoseThatMeetTheCondition() {
        assertThat(Evaluation.of(countIf("late", (Long delay) -> delay > 15), 15L, 16L, 90L))
                .isEqualTo(2L);
        assertThat(Evaluation.of(countIf("late", (Long delay) -> delay > 15), 3L)).isEqualTo(0L);
    }

    @Test
    void sumAddsWholeNumbers() {
        assertThat(Evaluation.of(sum("s", Long::longValue), 5L, -7L, 40L)).isEqualTo(38L);
    }

    @Test
    void sumComesBackFromBeyondTheLongs() {
        Long most = Long.MAX_VALUE;
        assertThat(Evaluation.of(sum("s", Long::longValue), most, most, -most, 1L, -2L))
                .isEqualTo(most - 1);
    }

    @Test
    void sumBeyondTheLongsIsTheEndThatItPassed() {
        assertThat(Evaluation.of(sum("s", Long::longValue), Long.MAX_VALUE, 1L))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Evaluation.of(sum("s", Long::longValue), Long.MIN_VALUE, -1L))
                .isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void minAndMaxAreTheEndsOfTheValues() {
        assertThat(Evaluation.of(min("m", Long::longValue), 3L, -9L, 4L)).isEqualTo(-9L);
        assertThat(Evaluation.of(max("m", Long::longValue), 3L, -9L, 4L)).isEqualTo(4L);
        assertThat(Evaluation.of(min("m", Long::longValue), Long.MAX_VALUE))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void withoutEventsOnlyCountsAndSumsHaveAValue() {
        assertThat(Evaluation.of(count("n"), List.of())).isEqualTo(0L);
        assertThat(Evaluation.of(sum("s", Long::longValue), List.of())).isEqualTo(0L);
        assertThat(Evaluation.of(max("m", Long::longValue), List.of())).isNull();
        assertThat(Evaluation.of(mean("m", Long::longValue), List.of())).isNull();
    }

    @Test
    void meanIsRoundedOnce() {
        assertThat(Evaluation.of(mean("m", Long::longValue), 1L, 2L, 2L))
                .isEqualTo(1.6666666666666667);
        long odd = (1L << 53) + 1;
        assertThat(Evaluation.of(mean("m", Long::longValue), odd, odd + 2, odd + 4))
                .isEqualTo(9.007199254740996E15);
        assertThat(Evaluation.of(mean("m", Long::longValue), Long.MAX_VALUE, Long.MAX_VALUE))
                .isEqualTo(9.223372036854775807E18);
    }

    @Test
    void getterThatThrowsChangesNoAccumulator() {
        Aggregation<Long[]> aggregation =
                new Aggregation<>(List.of(count("n"), sum("s", values -> values[0])));
        Totals totals = aggregation.create();
        assertThatThrownBy(() -> aggregation.read(Event.of(1, 0, 0, 0, 0, new Long[] {null})))
                .isInstanceOf(NullPointerException.class);
        @Nullable Object[] row = new @Nullable Object[2];
        aggregation.results(totals, row, 0);
        assertThat(row).containsExactly(0L, 0L);
    }

    @Test
    void columnsKnowTheirTypes() {
        assertThat(mean("m", Long::longValue).type()).isEqualTo(ColumnType.DOUBLE);
        assertThat(count("n").type()).isEqualTo(ColumnType.LONG);
        assertThat(sum("s", Long::longValue).name()).isEqualTo("s");
    }
}
