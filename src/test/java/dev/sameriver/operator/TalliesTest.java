package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.EventBlock;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TalliesTest {

    private static final int SUBTASKS = 3;

    @Test
    void sumsOfANewJobAreWhole() throws Exception {
        assertThat(areWhole(SUBTASKS, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void sumsRestoredFromEverySubtaskAreWholeAtAnyParallelism(int parallelism) throws Exception {
        assertThat(areWhole(parallelism, saved(SUBTASKS))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void sumsWithoutThoseOfASubtaskThatHadEndedAreNotWhole(int parallelism) throws Exception {
        assertThat(areWhole(parallelism, saved(SUBTASKS - 1))).isFalse();
    }

    @Test
    void sumsOfAJobOfWhichNoTaskRanToTheEndAreNotWhole() {
        assertThat(Tallies.areWhole(Map.of())).isFalse();
    }

    private static OperatorSubtaskState saved(int subtasks) throws Exception {
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (int i = 0; i < subtasks; i++) {
            try (var combiner = combiner(SUBTASKS, i, null)) {
                states.add(combiner.snapshot(1, 1));
            }
        }
        return AbstractStreamOperatorTestHarness.repackageState(
                states.toArray(OperatorSubtaskState[]::new));
    }

    private static boolean areWhole(int parallelism, @Nullable OperatorSubtaskState saved)
            throws Exception {
        long shares = 0;
        for (int i = 0; i < parallelism; i++) {
            try (var combiner = combiner(parallelism, i, saved)) {
                shares += Stage.tally(combiner, Tallies.SHARES);
            }
        }
        return Tallies.areWhole(Map.of(Tallies.SHARES, shares));
    }

    private static OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial> combiner(
            int parallelism, int index, @Nullable OperatorSubtaskState saved) throws Exception {
        WindowStage<Reading> stage =
                new WindowStage<>(
                        NaiveLog.NAME, ViewCase.KEYS, ViewCase.aggregation(), RowRange.ALL, 0);
        var combiner =
                new OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial>(
                        Stage.combiner(
                                Windows.tumbling(Duration.ofHours(1)), stage, Combiner.CAPACITY),
                        Stage.MAX_PARALLELISM,
                        parallelism,
                        index);
        if (saved != null) {
            combiner.initializeState(
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            saved,
                            Stage.MAX_PARALLELISM,
                            saved.getManagedOperatorState().size(),
                            parallelism,
                            index));
        }
        combiner.open();
        return combiner;
    }
}
