package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.aggregate.AggregateColumn;
import dev.sameriver.aggregate.Aggregates;
import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.aggregate.Totals;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.view.ViewRow;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** How many keys a megabyte has room for: the others are in the state, without a checkpoint. */
class WindowMemoryTest {

    private static final long MEMORY = 1 << 20;

    @Test
    void keyWithOneCountIsChargedWithAllThatItTakes() throws Exception {
        assertThat(keysInMemory(10_000, 1, Aggregates.count("events"))).isBetween(2_500, 4_000);
    }

    @Test
    void keyIsChargedWithWhatItsObjectsHaveGrownTo() throws Exception {
        // A hundred texts of a thousand characters: about 200 KB a key.
        AggregateColumn<Reading> texts =
                Aggregates.distinctExact(
                        "texts", (Reading reading) -> "x".repeat(1_000) + reading.amount());
        assertThat(keysInMemory(20, 100, texts)).isBetween(2, 6);
    }

    private static int keysInMemory(int keys, int events, AggregateColumn<Reading> column)
            throws Exception {
        Aggregation<Reading> aggregation = new Aggregation<>(List.of(column));
        WindowStage<Reading> stage =
                new WindowStage<>(NaiveLog.NAME, ViewCase.KEYS, aggregation, RowRange.ALL, 0);
        try (KeyedOneInputStreamOperatorTestHarness<Object, Partial, ViewRow> operator =
                Stage.windowOperator(
                        Windows.tumbling(Duration.ofMillis(10)), stage, MEMORY, 1, 0)) {
            operator.open();
            PartialWriter writer =
                    new PartialWriter(aggregation, (partial, first) -> give(operator, partial));
            for (int key = 0; key < keys; key++) {
                for (int i = 0; i < events; i++) {
                    Reading reading = new Reading("key" + key, (long) i);
                    Totals totals = aggregation.create();
                    aggregation.read(Event.of(1, 0, i, 1, Clock.NONE, reading));
                    aggregation.add(totals);
                    writer.add("key" + key, 10, Partial.ALL_WINDOWS, totals);
                }
                writer.finish("key" + key);
            }
            return keys - operator.numKeyedStateEntries();
        }
    }

    private static void give(
            KeyedOneInputStreamOperatorTestHarness<Object, Partial, ViewRow> operator,
            Partial partial) {
        try {
            operator.processElement(new StreamRecord<>(partial));
        } catch (Exception e) {
            throw new AssertionError("a partial that is not taken", e);
        }
    }
}
