package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.aggregate.Aggregates;
import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.view.ViewRow;
import dev.sameriver.window.Windows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key that memory has no room for, in an operator with room for none, in windows of 10 ms. */
class LargeKeyTest {

    private static final int SLICES = 100;

    static final Aggregation<Reading> AGGREGATION =
            new Aggregation<>(List.of(Aggregates.of("sum", Reading::value, new CountingSum())));

    private KeyedOneInputStreamOperatorTestHarness<Object, Partial, ViewRow> operator;

    @BeforeEach
    void open() throws Exception {
        WindowStage<Reading> stage =
                new WindowStage<>(NaiveLog.NAME, ViewCase.KEYS, AGGREGATION, RowRange.ALL, 0);
        operator = Stage.windowOperator(Windows.tumbling(Duration.ofMillis(10)), stage, 1, 1, 0);
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void partialsThatFollowEachOtherWriteTheStateOnce() throws Exception {
        assertThat(writesOf(partials("a", 0, SLICES))).as("as long as no other comes").isZero();
        assertThat(writesOf(partials("b", 0, 1))).as("the smaller one gives way").isEqualTo(1);
        assertThat(writesOf(partials("a", SLICES, SLICES + 1))).as("a is there").isZero();
        assertThat(writesOf(partials("c", 0, SLICES)))
                .as("a, and c until it has cost as much")
                .isBetween(SLICES + 1, 3 * SLICES);
        assertThat(rows(19)).containsExactly("a 10", "a 20", "b 10", "c 10", "c 20");
    }

    @Test
    void checkpointHasTheKeyThatWasWorkedOnLast() throws Exception {
        writesOf(partials("a", 0, SLICES));
        CountingSum.writes = 0;
        operator.prepareSnapshotPreBarrier(1);
        assertThat(CountingSum.writes).isEqualTo(SLICES);
        operator.prepareSnapshotPreBarrier(2);
        assertThat(CountingSum.writes).as("nothing has changed").isEqualTo(SLICES);
        writesOf(partials("a", SLICES, SLICES + 1));
        assertThat(rows(Long.MAX_VALUE)).hasSize(SLICES + 1);
        assertThat(operator.numKeyedStateEntries()).isZero();
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    /** One partial for each slice, the latest first, so that each is due before those there are. */
    static List<Partial> partials(String key, int from, int to) throws IOException {
        List<Partial> partials = new ArrayList<>();
        PartialWriter writer =
                new PartialWriter(AGGREGATION, (partial, first) -> partials.add(partial));
        for (int slice = to; slice > from; slice--) {
            Totals totals = AGGREGATION.create();
            AGGREGATION.read(Event.of(1, 0, slice, slice, Clock.NONE, new Reading(key, 1L)));
            AGGREGATION.add(totals);
            writer.add(key, 10L * slice, Partial.ALL_WINDOWS, totals);
            writer.finish(key);
        }
        return partials;
    }

    private int writesOf(List<Partial> partials) throws Exception {
        CountingSum.writes = 0;
        for (Partial partial : partials) {
            operator.processElement(new StreamRecord<>(partial));
        }
        return CountingSum.writes;
    }

    private List<String> rows(long watermark) throws Exception {
        operator.processWatermark(watermark);
        return operator.extractOutputValues().stream()
                .map(row -> row.get(0) + " " + row.get(2))
                .sorted()
                .toList();
    }
}
