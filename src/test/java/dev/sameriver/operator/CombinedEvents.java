package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.ViewRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** What a combiner makes of some of a case's events. */
final class CombinedEvents {

    private CombinedEvents() {}

    /**
     * The partials, late events, dead letters and tallies, in the order in which they come.
     *
     * @param columns whether events are given as blocks of columns
     * @param given which events there are
     */
    static List<String> of(
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
            long read = 0;
            for (int p = 0; p < view.log().partitions().size(); p++) {
                List<Event<Reading>> events = events(view, p, given);
                read += events.size();
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
                read -= Stage.tally(harness, name);
            }
            assertThat(Stage.tally(harness, Tallies.LEFT_OUT))
                    .as("what is read, and neither counted nor late nor dead")
                    .isEqualTo(read);
        }
        return seen;
    }

    /** The events of a partition that are given. */
    static List<Event<Reading>> events(
            ViewCase view, int partition, Predicate<Event<Reading>> given) {
        List<Event<Reading>> events = new ArrayList<>();
        for (Event<Reading> event : view.log().events(partition, view.bound())) {
            if (event != null && given.test(event)) {
                events.add(event);
            }
        }
        return events;
    }
}
