package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.aggregate.Aggregates;
import dev.sameriver.aggregate.Aggregation;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Sessions of 10 ms of few keys, each with thousands of spans in the combiner. */
class SessionCombinerTest {

    private static final int GAP = 10;
    private static final int EVENTS = 3_000;
    private static final List<String> KEYS = List.of("a", "b", "c");

    private final Aggregation<Reading> aggregation =
            new Aggregation<>(List.of(Aggregates.<Reading>sum("sum", Reading::value)));

    @Test
    void spansOfAKeyAreHandedOnInOrderAndApart() throws Exception {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            List<Event<Reading>> events = events(random);
            TreeMap<String, Long> sums = new TreeMap<>();
            TreeMap<String, Long> expected = new TreeMap<>();
            events.forEach(
                    event ->
                            expected.merge(
                                    String.valueOf(event.value().key()),
                                    event.value().value(),
                                    Long::sum));
            try (var combiner = combiner()) {
                combiner.open();
                int half = EVENTS / 2;
                for (Event<Reading> event : events.subList(0, half)) {
                    combiner.processElement(new StreamRecord<>(EventBlock.of(event)));
                }
                // What starts in the first third is handed on, and leaves gaps in the table.
                combiner.processWatermark(EVENTS * GAP / 3);
                for (Event<Reading> event : events.subList(half, EVENTS)) {
                    combiner.processElement(new StreamRecord<>(EventBlock.of(event)));
                }
                addTo(sums, combiner.extractOutputValues());
                combiner.getOutput().clear();
                combiner.processWatermark(Long.MAX_VALUE);
                addTo(sums, combiner.extractOutputValues());
            }
            assertThat(sums).as("seed " + seed).isEqualTo(expected);
        }
    }

    /** In any order, so that events lie between spans, extend them and connect them. */
    private static List<Event<Reading>> events(Random random) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            times.add((long) random.nextInt(EVENTS * GAP));
        }
        Collections.shuffle(times, random);
        List<Event<Reading>> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            Reading reading = new Reading(KEYS.get(random.nextInt(3)), random.nextLong() >> 20);
            events.add(Event.of(1, 0, i, times.get(i), Clock.NONE, reading));
        }
        return events;
    }

    private void addTo(TreeMap<String, Long> sums, List<Partial> partials) throws Exception {
        TreeMap<Object, Long> ends = new TreeMap<>();
        PartialReader reader = new PartialReader(aggregation);
        for (Partial partial : partials) {
            reader.open(partial);
            while (reader.next()) {
                long end = ends.getOrDefault(partial.key(), Long.MIN_VALUE / 2);
                assertThat(reader.from() - end).isGreaterThanOrEqualTo(GAP);
                assertThat(reader.to()).isGreaterThanOrEqualTo(reader.from());
                ends.put(partial.key(), reader.to());
                Object[] row = new Object[1];
                aggregation.results(reader.totals(), row, 0);
                sums.merge((String) partial.key(), (Long) row[0], Long::sum);
            }
        }
    }

    private OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial> combiner()
            throws Exception {
        WindowStage<Reading> stage =
                new WindowStage<>(NaiveLog.NAME, ViewCase.KEYS, aggregation, RowRange.ALL, 0);
        return new OneInputStreamOperatorTestHarness<>(
                new SessionCombiner<>(Windows.session(Duration.ofMillis(GAP)), stage));
    }
}
