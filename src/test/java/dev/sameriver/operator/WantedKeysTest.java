package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Event;
import dev.sameriver.view.KeyFilter;
import java.util.Random;
import java.util.Set;
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
                            KeyFilter.only(WANTED),
                            all.share());
            assertThat(CombinedEvents.of(view, some, columns, event -> true))
                    .as("seed %s: %s", seed, view.windows())
                    .isEqualTo(
                            CombinedEvents.of(
                                    view, view.stage(), columns, WantedKeysTest::isWanted));
        }
    }

    /** What has no key is dead, whatever keys are wanted. */
    private static boolean isWanted(Event<Reading> event) {
        return event.isDead()
                || event.value().key() == null
                || WANTED.contains(event.value().key());
    }
}
