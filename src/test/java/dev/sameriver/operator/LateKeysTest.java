package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class LateKeysTest {

    private static final int CAPACITY = 100;
    private static final int BLOCKS = 500;
    private static final int ROWS = 50;

    @Test
    void keysOfLateEventsAreNotKeptHoweverManyThereAre() throws Exception {
        WindowStage<Reading> stage =
                new WindowStage<>(
                        NaiveLog.NAME, ViewCase.KEYS, ViewCase.aggregation(), RowRange.ALL, 0);
        Combiner<Reading> combiner =
                Stage.combiner(Windows.tumbling(Duration.ofHours(1)), stage, CAPACITY);
        try (var harness =
                new OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial>(combiner)) {
            harness.open();
            for (int block = 0; block < BLOCKS; block++) {
                harness.processElement(new StreamRecord<>(late(block)));
                assertThat(combiner.keys().size()).isLessThanOrEqualTo(2 * CAPACITY);
            }
            assertThat(Stage.tally(harness, Tallies.LATE)).isEqualTo(BLOCKS * ROWS);
        }
    }

    /** Events at midnight, when the clock says that a day has gone. */
    private static EventBlock<Reading> late(int block) {
        List<Event<Reading>> events = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            long offset = (long) block * ROWS + row;
            events.add(
                    Event.of(
                            0,
                            0,
                            offset,
                            0,
                            Duration.ofDays(1).toMillis(),
                            new Reading("k" + offset, 1L)));
        }
        return EventBlock.of(events);
    }
}
