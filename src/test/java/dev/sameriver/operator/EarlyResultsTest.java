package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.ViewRow;
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Early results of hopping(10 ms, 5 ms), every 100 ms of processing time. */
class EarlyResultsTest {

    private static final AlignedWindows WINDOWS =
            Windows.hopping(Duration.ofMillis(10), Duration.ofMillis(5));

    private OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial> combiner;
    private KeyedOneInputStreamOperatorTestHarness<Object, Partial, ViewRow> operator;
    private int offset;

    @BeforeEach
    void open() throws Exception {
        combiner = new OneInputStreamOperatorTestHarness<>(new SliceCombiner<>(WINDOWS, stage()));
        combiner.open();
        operator = Stage.windowOperator(WINDOWS, stage(), 1 << 20, 1, 0);
        operator.open();
    }

    private static WindowStage<Reading> stage() {
        return new WindowStage<>(
                NaiveLog.NAME, ViewCase.KEYS, ViewCase.aggregation(), RowRange.ALL, 100);
    }

    @AfterEach
    void close() throws Exception {
        combiner.close();
        operator.close();
    }

    @Test
    void openWindowsHaveEarlyRowsFromTimeToTime() throws Exception {
        event("a", 7, 1);
        processingTime(99);
        assertThat(rows()).isEmpty();
        processingTime(100);
        assertThat(rows()).containsExactly("a [0, 10) 1 early", "a [5, 15) 1 early");
        processingTime(200);
        assertThat(rows()).as("nothing has changed").isEmpty();
        event("a", 12, 2);
        processingTime(300);
        assertThat(rows()).containsExactly("a [5, 15) 2 early", "a [10, 20) 1 early");
    }

    @Test
    void windowThatFiredHasNoEarlyRow() throws Exception {
        event("a", 7, 1);
        watermark(9);
        assertThat(rows()).containsExactly("a [0, 10) 1");
        processingTime(100);
        assertThat(rows()).containsExactly("a [5, 15) 1 early");
    }

    @Test
    void finalRowsDoNotDependOnEarlyOnes() throws Exception {
        event("a", 7, 1);
        processingTime(100);
        event("a", 8, 1);
        processingTime(200);
        rows();
        watermark(Long.MAX_VALUE);
        assertThat(rows()).containsExactly("a [0, 10) 2", "a [5, 15) 2");
        processingTime(300);
        assertThat(rows()).isEmpty();
        assertThat(operator.numKeyedStateEntries()).isZero();
    }

    @Test
    void sourceThatIsBehindHasNoEarlyRowsUntilItHasCaughtUp() throws Exception {
        backlog(true);
        event("a", 7, 1);
        processingTime(100);
        assertThat(rows()).isEmpty();
        // What was combined is handed on with a checkpoint, as in a long replay.
        combiner.prepareSnapshotPreBarrier(1);
        forward();
        processingTime(200);
        assertThat(rows()).isEmpty();
        backlog(false);
        processingTime(300);
        assertThat(rows()).containsExactly("a [0, 10) 1 early", "a [5, 15) 1 early");
    }

    @Test
    void earlyRowsAfterALongReplayAreThoseOfOpenWindowsOnly() throws Exception {
        backlog(true);
        long end = Duration.ofDays(40_000).toMillis();
        event("a", Clock.MIN_TIME, 1);
        event("a", end, 1);
        watermark(end - 1);
        backlog(false);
        rows();
        // Two thousand years of windows of 5 ms: visiting each would not end.
        processingTime(100);
        assertThat(rows()).hasSize(2).allMatch(row -> row.endsWith("early"));
    }

    @Test
    void windowsThatAreFarApartAreNotLookedForBetween() throws Exception {
        event("a", 0, 1);
        event("a", Duration.ofDays(40_000).toMillis(), 1);
        processingTime(100);
        assertThat(rows()).hasSize(4);
    }

    @Test
    void manyKeysAreGivenBitByBit() throws Exception {
        backlog(true);
        int keys = 20_000;
        assertThat(keys).isLessThan(WindowOperator.MOST_EARLY_NOTED);
        fill(keys);
        assertAllAreGivenBitByBit(keys);
    }

    @Test
    void moreKeysThanAreNotedAreAllGiven() throws Exception {
        backlog(true);
        int keys = WindowOperator.MOST_EARLY_NOTED + 10_000;
        fill(keys);
        assertAllAreGivenBitByBit(keys);
    }

    @Test
    void checkpointHasTheRowsOfAllKeys() throws Exception {
        int keys = 20_000;
        fill(keys);
        operator.prepareSnapshotPreBarrier(1);
        assertThat(rows()).hasSize(2 * keys);
    }

    @Test
    void restoredJobGivesTheWindowsThatWereOpen() throws Exception {
        backlog(true);
        event("a", 7, 1);
        event("b", 12, 2);
        watermark(9);
        assertThat(rows()).as("while the source is behind").isEmpty();
        combiner.prepareSnapshotPreBarrier(1);
        forward();
        assertThat(rows()).as("what a checkpoint covers").containsExactly("a [0, 10) 1");
        operator.prepareSnapshotPreBarrier(1);
        OperatorSubtaskState state = operator.snapshot(1, 1);
        operator.close();
        operator = Stage.windowOperator(WINDOWS, stage(), 1 << 20, 1, 0);
        operator.initializeState(state);
        operator.open();
        backlog(true);
        processingTime(100);
        assertThat(rows()).as("as long as the source is behind").isEmpty();
        backlog(false);
        processingTime(200);
        assertThat(rows())
                .containsExactlyInAnyOrder(
                        "a [5, 15) 1 early", "b [5, 15) 1 early", "b [10, 20) 1 early");
        processingTime(300);
        assertThat(rows()).as("nothing has changed").isEmpty();
    }

    private void fill(int keys) throws Exception {
        for (int key = 0; key < keys; key++) {
            event("key" + key, 7, 1);
        }
        combiner.prepareSnapshotPreBarrier(1);
        forward();
    }

    private void assertAllAreGivenBitByBit(int keys) throws Exception {
        backlog(false);
        Set<String> all = new HashSet<>();
        for (long time = 125; all.size() < 2 * keys; time++) {
            operator.setProcessingTime(time);
            List<String> rows = rows();
            assertThat(rows).hasSizeBetween(1, WindowOperator.EARLY_AT_ONCE + 2);
            all.addAll(rows);
        }
        operator.setProcessingTime(1_000);
        assertThat(rows()).as("nothing has changed").isEmpty();
    }

    private void event(String key, long time, long amount) throws Exception {
        combiner.processElement(
                new StreamRecord<>(
                        EventBlock.of(
                                Event.of(
                                        1,
                                        0,
                                        offset++,
                                        time,
                                        Clock.NONE,
                                        new Reading(key, amount)))));
    }

    private void watermark(long time) throws Exception {
        combiner.processWatermark(time);
        forward();
    }

    /** Windows are given a quarter of the interval later. */
    private void processingTime(long time) throws Exception {
        combiner.setProcessingTime(time);
        forward();
        operator.setProcessingTime(time + 25);
    }

    private void backlog(boolean backlog) throws Exception {
        combiner.processRecordAttributes(new RecordAttributes(backlog));
        forward();
        operator.processRecordAttributes(new RecordAttributes(backlog));
    }

    private void forward() throws Exception {
        Object sent;
        while ((sent = combiner.getOutput().poll()) != null) {
            if (sent instanceof Watermark mark) {
                operator.processWatermark(mark);
            } else if (sent instanceof StreamRecord<?> record) {
                operator.processElement(new StreamRecord<>((Partial) record.getValue()));
            }
        }
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (ViewRow row : operator.extractOutputValues()) {
            rows.add(
                    row.get(0)
                            + " ["
                            + row.get(1)
                            + ", "
                            + row.get(2)
                            + ") "
                            + row.get(3)
                            + (row.isFinal() ? "" : " early"));
        }
        operator.getOutput().clear();
        return rows;
    }
}
