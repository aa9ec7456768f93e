package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.function.Condition;
import dev.sameriver.log.Event;
import dev.sameriver.view.KeyFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {

    private static final int SEEDS = 100;

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void eventsThatDoNotMeetTheFilterAreAsIfTheyWereNotThere(boolean columns, boolean someKeys)
            throws Exception {
        KeyFilter wanted = someKeys ? KeyFilter.share(0.5) : null;
        Condition<Reading> even = reading -> reading.number() % 2 == 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            ViewCase view = seed % 2 == 0 ? ViewCase.random(random) : ViewCase.ofAnyShape(random);
            assertThat(run(view, even, wanted, columns, event -> true))
                    .as("seed %s: %s", seed, view.windows())
                    .isEqualTo(
                            run(
                                    view,
                                    null,
                                    wanted,
                                    columns,
                                    event -> event.isDead() || even.holds(event.value())));
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void eventOnWhichTheFilterThrowsIsDead(boolean columns) throws Exception {
        Condition<Reading> picky =
                reading -> {
                    if (reading.number() % 2 == 0) {
                        throw new IllegalStateException("even");
                    }
                    return true;
                };
        ViewCase view = ViewCase.random(new Random(3));
        List<Event<Reading>> even =
                events(view, event -> !event.isDead() && event.value().number() % 2 == 0);
        assertThat(even).isNotEmpty();
        assertThat(run(view, picky, null, columns, event -> true))
                .containsAll(
                        even.stream()
                                .map(event -> "dead " + event.partition() + "/" + event.offset())
                                .toList());
    }

    private static List<Event<Reading>> events(ViewCase view, Predicate<Event<Reading>> given) {
        List<Event<Reading>> events = new ArrayList<>();
        for (int p = 0; p < view.log().partitions().size(); p++) {
            events.addAll(CombinedEvents.events(view, p, given));
        }
        return events;
    }

    private static List<String> run(
            ViewCase view,
            @Nullable Condition<Reading> filter,
            @Nullable KeyFilter wanted,
            boolean columns,
            Predicate<Event<Reading>> given)
            throws Exception {
        WindowStage<Reading> all = view.stage();
        WindowStage<Reading> stage =
                new WindowStage<>(
                        all.log(),
                        all.keys(),
                        all.aggregation(),
                        all.range(),
                        0,
                        filter,
                        wanted,
                        all.share());
        return CombinedEvents.of(view, stage, columns, given);
    }
}
