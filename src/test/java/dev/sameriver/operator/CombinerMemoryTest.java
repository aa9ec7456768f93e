package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.aggregate.Aggregates;
import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.window.WindowSpec;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Accumulators that grow are handed on when they have grown to their bound, few as they may be. */
class CombinerMemoryTest {

    private static final int BLOCK = 500;
    private static final int TEXT = 1_000;

    private final List<Partial> partials = new ArrayList<>();
    private long offset;

    static Stream<WindowSpec> windows() {
        return Stream.of(
                Windows.tumbling(Duration.ofMillis(10)), Windows.session(Duration.ofMillis(10)));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void whatObjectsTakeHasABound(WindowSpec windows) throws Exception {
        try (var combiner = combiner(windows)) {
            combiner.open();
            PartialTable<Reading> table =
                    ((Combiner<Reading>) combiner.getOneInputOperator()).table();
            // Each distinct text takes two kilobytes: in all, two times as much as there is room.
            int blocks = (int) (2 * PartialTable.MOST_OBJECT_BYTES / (2 * TEXT) / BLOCK);
            for (int i = 0; i < blocks; i++) {
                combiner.processElement(new StreamRecord<>(block()));
                collect(combiner);
                assertThat(table.objectBytes())
                        .isLessThan(PartialTable.MOST_OBJECT_BYTES + 3L * TEXT * BLOCK);
            }
            assertThat(partials).as("before any watermark").isNotEmpty();
            combiner.processWatermark(50);
            assertThat(table.objectBytes()).as("the later window's").isPositive();
            combiner.processWatermark(Long.MAX_VALUE);
            assertThat(table.objectBytes()).isZero();
            collect(combiner);
            assertThat(distinct()).isEqualTo(offset);
        }
    }

    @ParameterizedTest
    @MethodSource("windows")
    void tableGrowsUntilKeysThatComeInTurnAreCombined(WindowSpec windows) throws Exception {
        Aggregation<Reading> counts = new Aggregation<>(List.of(Aggregates.count("readings")));
        WindowStage<Reading> stage =
                new WindowStage<>(NaiveLog.NAME, ViewCase.KEYS, counts, RowRange.ALL, 0);
        try (var combiner =
                new OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial>(
                        Stage.combiner(windows, stage, 8))) {
            combiner.open();
            for (int i = 0; i < 10; i++) {
                process(combiner, 64);
            }
            combiner.processWatermark(Long.MAX_VALUE);
            assertThat(combiner.extractOutputValues()).hasSize(64);
        }
    }

    @ParameterizedTest
    @MethodSource("windows")
    void tableThatGrewForABurstShrinksAfterwards(WindowSpec windows) throws Exception {
        Aggregation<Reading> counts = new Aggregation<>(List.of(Aggregates.count("readings")));
        WindowStage<Reading> stage =
                new WindowStage<>(NaiveLog.NAME, ViewCase.KEYS, counts, RowRange.ALL, 0);
        try (var combiner =
                new OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial>(
                        Stage.combiner(windows, stage, 8))) {
            combiner.open();
            PartialTable<Reading> table =
                    ((Combiner<Reading>) combiner.getOneInputOperator()).table();
            process(combiner, 64);
            assertThat(table.capacity()).isEqualTo(64);
            combiner.prepareSnapshotPreBarrier(1);
            assertThat(table.capacity()).as("it was full").isEqualTo(64);
            for (int checkpoint = 2; checkpoint < 6; checkpoint++) {
                process(combiner, 1);
                combiner.prepareSnapshotPreBarrier(checkpoint);
            }
            assertThat(table.capacity()).isEqualTo(8);
            combiner.getOutput().clear();
            process(combiner, 64);
            combiner.prepareSnapshotPreBarrier(6);
            assertThat(combiner.extractOutputValues()).as("as before").hasSize(64);
        }
    }

    private static void process(
            OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial> combiner, int keys)
            throws Exception {
        for (int i = 0; i < keys; i++) {
            Reading reading = new Reading("key" + i, 1L);
            Event<Reading> event = Event.of(1, 0, i, 5, Clock.NONE, reading);
            combiner.processElement(new StreamRecord<>(EventBlock.of(event)));
        }
    }

    /** An event in a window that ends at 10, the others in one that ends at 110. */
    private EventBlock<Reading> block() {
        List<Event<Reading>> events = new ArrayList<>();
        for (int i = 0; i < BLOCK; i++) {
            long time = i == 0 ? 0 : 100;
            Reading reading = new Reading("key" + i % 7, offset);
            events.add(Event.of(1, 0, offset++, time, Clock.NONE, reading));
        }
        return EventBlock.of(events);
    }

    private void collect(OneInputStreamOperatorTestHarness<?, Partial> combiner) {
        partials.addAll(combiner.extractOutputValues());
        combiner.getOutput().clear();
    }

    private long distinct() throws Exception {
        Aggregation<Reading> aggregation = aggregation();
        PartialReader reader = new PartialReader(aggregation);
        long sum = 0;
        for (Partial partial : partials) {
            reader.open(partial);
            while (reader.next()) {
                Object[] row = new Object[1];
                aggregation.results(reader.totals(), row, 0);
                sum += (Long) row[0];
            }
        }
        return sum;
    }

    private static OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial> combiner(
            WindowSpec windows) throws Exception {
        WindowStage<Reading> stage =
                new WindowStage<>(NaiveLog.NAME, ViewCase.KEYS, aggregation(), RowRange.ALL, 0);
        return new OneInputStreamOperatorTestHarness<>(
                Stage.combiner(windows, stage, Combiner.CAPACITY));
    }

    private static Aggregation<Reading> aggregation() {
        return new Aggregation<>(
                List.of(
                        Aggregates.<Reading, String>distinctExact(
                                "texts", reading -> "x".repeat(TEXT) + reading.amount())));
    }
}
