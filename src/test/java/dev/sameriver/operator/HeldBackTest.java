package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a watermark goes on past a combiner whose source is behind. */
class HeldBackTest {

    private static final AlignedWindows WINDOWS = Windows.tumbling(Duration.ofMillis(10));
    private static final int CAPACITY = 100;

    private OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial> combiner;
    private int offset;

    @BeforeEach
    void open() throws Exception {
        WindowStage<Reading> stage =
                new WindowStage<>(
                        NaiveLog.NAME, ViewCase.KEYS, ViewCase.aggregation(), RowRange.ALL, 0);
        combiner =
                new OneInputStreamOperatorTestHarness<>(
                        new SliceCombiner<>(WINDOWS, stage, CAPACITY));
        combiner.open();
        combiner.processRecordAttributes(new RecordAttributes(true));
        sent();
    }

    @AfterEach
    void close() throws Exception {
        combiner.close();
    }

    @Test
    void newestGoesOnAfterAWhileThoughNoEventComes() throws Exception {
        event("a", 5);
        combiner.processWatermark(9);
        combiner.setProcessingTime(20);
        combiner.processWatermark(12);
        combiner.setProcessingTime(Combiner.HELD_BACK_MILLIS - 1);
        assertThat(sent()).isEmpty();
        combiner.setProcessingTime(Combiner.HELD_BACK_MILLIS);
        assertThat(sent()).containsExactly("partial", "watermark 12");
        combiner.processWatermark(20);
        combiner.setProcessingTime(2 * Combiner.HELD_BACK_MILLIS);
        assertThat(sent()).containsExactly("watermark 20");
    }

    @Test
    void goesOnWhereTheTableIsFull() throws Exception {
        event("a", 5);
        combiner.processWatermark(9);
        for (int i = 0; i < 3 * CAPACITY; i++) {
            event("key " + i, 15);
        }
        assertThat(sent()).contains("partial", "watermark 9");
    }

    @Test
    void goesOnBeforeABarrier() throws Exception {
        event("a", 5);
        combiner.processWatermark(9);
        combiner.prepareSnapshotPreBarrier(1);
        assertThat(sent()).containsExactly("partial", "watermark 9");
    }

    @Test
    void goesOnBeforeTheSourceIsIdle() throws Exception {
        event("a", 5);
        combiner.processWatermark(9);
        combiner.processWatermarkStatus(WatermarkStatus.IDLE);
        assertThat(sent()).containsExactly("partial", "watermark 9", "status");
    }

    @Test
    void goesOnBeforeTheSourceHasCaughtUpAndAtOnceFromThereOn() throws Exception {
        event("a", 5);
        combiner.processWatermark(9);
        combiner.processRecordAttributes(new RecordAttributes(false));
        assertThat(sent()).containsExactly("partial", "watermark 9", "attributes");
        combiner.processWatermark(12);
        assertThat(sent()).containsExactly("watermark 12");
    }

    @Test
    void lastOneGoesOnAtOnce() throws Exception {
        event("a", 5);
        combiner.processWatermark(Long.MAX_VALUE);
        assertThat(sent()).containsExactly("partial", "watermark " + Long.MAX_VALUE);
    }

    private void event(String key, long time) throws Exception {
        Event<Reading> event = Event.of(1, 0, offset++, time, Clock.NONE, new Reading(key, 1L));
        combiner.processElement(new StreamRecord<>(EventBlock.of(event)));
    }

    /** What was sent since this was asked last. */
    private List<String> sent() {
        List<String> all = new ArrayList<>();
        Object sent;
        while ((sent = combiner.getOutput().poll()) != null) {
            if (sent instanceof Watermark mark) {
                all.add("watermark " + mark.getTimestamp());
            } else if (sent instanceof StreamRecord<?>) {
                all.add("partial");
            } else {
                all.add(sent instanceof WatermarkStatus ? "status" : "attributes");
            }
        }
        return all;
    }
}
