package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.KeyFilter;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.ViewRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WantedKeysTest {

    private static final Set<String> WANTED = Set.of("a", "c");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eventsOfOtherKeysAreAsIfTheyWereNotThere(boolean columns) throws Exception {
        for (long seed = 1; seed <= 200; seed++) {
            ViewCase view = ViewCase.random(new Random(seed));
            WindowStage<Reading> all = view.stage();
            WindowStage<Reading> some =
                    new WindowStage<>(
                            all.log(),
                            all.keys(),
                            all.aggregation(),
                            all.range(),
                            0,
                            null,
                            KeyFilter.only(WANTED));
            assertThat(run(view, some, columns, event -> true))
                    .as("seed %s: %s", seed, view.windows())
                    .isEqualTo(run(view, view.stage(), columns, WantedKeysTest::isWanted));
        }
    }

    /** What has no key is dead, whatever keys are wanted. */
    private static boolean isWanted(Event<Reading> event) {
        return event.isDead()
                || event.value().key() == null
                || WANTED.contains(event.value().key());
    }

    private static List<String> run(
            ViewCase view,
            WindowStage<Reading> stage,
            boolean columns,
            Predicate<Event<Reading>> given)
            throws Exception {
        List<String> seen = new ArrayList<>();
        Combiner<Reading> combiner = Stage.combiner(view.windows(), stage, Combiner.CAPACITY);
        try (var harness =
                new OneInputStreamOperatorTestHarness<EventBlock<Reading>, Partial>(combiner)) {
            harness.setup(Stage.partials(view));
            harness.open();
            for (int p = 0; p < view.log().partitions().size(); p++) {
                List<Event<Reading>> events = new ArrayList<>();
                for (Event<Reading> event : view.log().events(p, view.bound())) {
                    if (event != null && given.test(event)) {
                        events.add(event);
                    }
                }
                if (!events.isEmpty()) {
                    harness.processElement(
                            new StreamRecord<>(
                                    columns
                                            ? ReadingColumns.block(events)
                                            : EventBlock.of(events)));
                }
            }
            combiner.finish();
            harness.extractOutputValues()
                    .forEach(partial -> seen.add(partial.key() + Arrays.toString(partial.entries)));
            for (ViewRow row : Stage.side(harness, SideTags.LATE)) {
                seen.add(RowCsv.line(SideRows.LATE, row));
            }
            // The JVM leaves the reasons out of exceptions that come often: the positions tell.
            for (ViewRow row : Stage.side(harness, SideTags.DEAD)) {
                seen.add("dead " + row.get(2) + "/" + row.get(3));
            }
            for (String name : List.of(Tallies.COUNTED, Tallies.LATE, Tallies.DEAD)) {
                seen.add(name + " " + Stage.tally(harness, name));
            }
        }
        return seen;
    }
}
