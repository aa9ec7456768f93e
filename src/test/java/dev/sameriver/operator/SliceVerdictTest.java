package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.log.Clock;
import dev.sameriver.window.SliceMath;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

class SliceVerdictTest {

    private static final long MINUTE = 60_000;

    private final SliceMath math =
            Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(15)).math();
    private final SliceVerdict verdict = new SliceVerdict(math);
    private final long slice = math.sliceOf(minute(10, 7));

    @Test
    void firstEventOfAPartitionCountsInAllItsWindows() {
        assertThat(verdict.firstCounted(slice, Clock.NONE)).isEqualTo(Partial.ALL_WINDOWS);
    }

    @Test
    void eventCountsInAllItsWindowsWhileItsClockIsBeforeTheFirstEnd() {
        assertThat(verdict.firstCounted(slice, minute(10, 15) - 1)).isEqualTo(Partial.ALL_WINDOWS);
    }

    @Test
    void eventMissesTheWindowsThatItsClockHasReachedTheEndOf() {
        assertThat(verdict.firstCounted(slice, minute(10, 15))).isEqualTo(minute(10, 30));
        assertThat(verdict.firstCounted(slice, minute(10, 20))).isEqualTo(minute(10, 30));
        assertThat(verdict.firstCounted(slice, minute(11, 0) - 1)).isEqualTo(minute(11, 0));
    }

    @Test
    void eventIsLateOnceItsClockHasReachedItsLastEnd() {
        assertThat(verdict.firstCounted(slice, minute(11, 0))).isEqualTo(SliceVerdict.LATE);
        assertThat(verdict.firstCounted(slice, Clock.MAX_TIME)).isEqualTo(SliceVerdict.LATE);
    }

    @Test
    void partialBehindItsWindowsWatermarkIsRefused() throws Exception {
        WindowStage<Reading> stage =
                new WindowStage<>(
                        NaiveLog.NAME, ViewCase.KEYS, ViewCase.aggregation(), RowRange.ALL, 0);
        var windows = Windows.tumbling(Duration.ofMinutes(15));
        try (var operator = Stage.windowOperator(windows, stage, 1_000, 1, 0)) {
            operator.open();
            operator.processWatermark(minute(10, 15) - 1);
            List<Partial> partials = new ArrayList<>();
            PartialWriter writer =
                    new PartialWriter(
                            ViewCase.aggregation(), (partial, first) -> partials.add(partial));
            writer.add("a", slice, Partial.ALL_WINDOWS, ViewCase.aggregation().create());
            writer.finish("a");
            Partial partial = partials.get(0);
            assertThatThrownBy(() -> operator.processElement(new StreamRecord<>(partial)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("must never count in a window that is final");
        }
    }

    private static long minute(int hour, int minute) {
        return (hour * 60L + minute) * MINUTE;
    }
}
