package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.view.Answer;
import dev.sameriver.view.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The machine that answers reads by itself, event by event. */
class AnswersTest {

    private static final int CHANGES = 0;
    private static final int READS = 1;

    private static final SortedMap<Integer, String> LOGS = new TreeMap<>(Map.of(0, "levels"));

    private record Ask(@Nullable String reader, String kind, @Nullable String position) {}

    /** A key of a version of a view: it takes events in order, and keeps what was answered. */
    private static final class Key implements Results<Answer<Ask, String>> {

        private final AnswerMachine<Ask, String> machine;
        private final List<String> told = new ArrayList<>();
        private final List<String> positions = new ArrayList<>();
        private @Nullable Served state;

        private Key(long memory) {
            this(rules(memory));
        }

        private Key(Reads<Ask> rules) {
            machine = new AnswerMachine<>(rules, LOGS);
        }

        private void change(long time, String value) {
            change(time, 0, value);
        }

        private void change(long time, long number, String value) {
            state = machine.apply(state, event(CHANGES, time, number, value), this);
        }

        private void read(
                long time, @Nullable String reader, String kind, @Nullable String position) {
            state =
                    machine.apply(
                            state, event(READS, time, 0, new Ask(reader, kind, position)), this);
        }

        private long expiry() {
            return machine.expiry(Objects.requireNonNull(state));
        }

        @Override
        public void give(Answer<Ask, String> answer) {
            told.add(answer.read().reader() + " " + answer.number() + ": " + answer.value());
            positions.add(answer.position());
        }

        @Override
        public void drop() {
            throw new AssertionError("reads are answered");
        }
    }

    private static OrderedEvent<Object> event(int input, long time, long number, Object value) {
        return new OrderedEvent<>("key", input, input, 1, 0, time, number, time, time, value);
    }

    private static Reads<Ask> rules(long memory) {
        return Reads.remembering(Duration.ofMillis(memory), Ask::reader, Ask::kind, Ask::position);
    }

    private static String behind(long time) {
        return "1970-01-01T00:00:00.%03dZ/levels/1/0/%d/0".formatted(time, time);
    }

    @Test
    void pointReadIsAnsweredOnceByWhatHoldsAtItsTime() {
        Key key = new Key(1_000);
        key.read(50, "ann", "point", null);
        key.change(100, "a");
        key.change(200, "b");
        key.read(200, "ann", "point", null);
        key.change(300, "c");
        assertThat(key.told).containsExactly("ann 1: null", "ann 1: b");
        assertThat(key.positions).containsExactly("1970-01-01T00:00:00.050Z", behind(200));
    }

    @Test
    void subscriptionIsToldWhatHoldsAndAllThatFollowsUntilItIsCancelled() {
        Key key = new Key(1_000);
        key.change(100, "a");
        key.read(150, "ann", "subscribe", null);
        key.change(200, "b");
        key.read(250, "bob", "cancel", null);
        key.change(300, "c");
        key.read(350, "ann", "cancel", null);
        key.change(400, "d");
        assertThat(key.told).containsExactly("ann 1: a", "ann 2: b", "ann 3: c");
    }

    @Test
    void readerHasOneSubscriptionToAKey() {
        Key key = new Key(1_000);
        key.read(100, "ann", "subscribe", null);
        key.read(200, "ann", "subscribe", null);
        key.change(300, "a");
        assertThat(key.told).containsExactly("ann 1: null", "ann 1: null", "ann 2: a");
    }

    @Test
    void subscriptionFromAnAnswerBeforeAnythingHeldMissesNothing() {
        Key key = new Key(1_000);
        key.read(50, "ann", "point", null);
        key.change(100, "a");
        key.change(200, "b");
        key.read(300, "ann", "subscribe", key.positions.get(0));
        assertThat(key.told).containsExactly("ann 1: null", "ann 1: a", "ann 2: b");
    }

    /** The reader's clock is behind that of whoever made the change. */
    @Test
    void positionMayBeLaterThanTheReadThatNamesIt() {
        Key key = new Key(1_000);
        key.change(100, "a");
        key.read(150, "ann", "subscribe", behind(200));
        key.change(200, "b");
        key.change(300, "c");
        assertThat(key.told).containsExactly("ann 1: c");
    }

    @Test
    void subscriptionLastsAsLongAsTheRulesSay() {
        Key key = new Key(rules(1_000).lasting(Duration.ofMillis(100)));
        key.read(100, "ann", "subscribe", null);
        key.change(199, "a");
        key.change(200, "b");
        assertThat(key.told).containsExactly("ann 1: null", "ann 2: a");
        key.read(250, "ann", "subscribe", behind(199));
        assertThat(key.told).endsWith("ann 1: b");
    }

    @Test
    void stateOfSubscriptionsAloneExpiresAsTheNewestOfThemEnds() {
        Key key = new Key(rules(1_000).lasting(Duration.ofMillis(100)));
        key.read(100, "ann", "subscribe", null);
        key.read(150, "bob", "subscribe", null);
        assertThat(key.expiry()).isEqualTo(250);
        key.change(200, "a");
        assertThat(key.expiry()).isEqualTo(Machine.NEVER);
        Key endless = new Key(1_000);
        endless.read(100, "ann", "subscribe", null);
        assertThat(endless.expiry()).isEqualTo(Machine.NEVER);
    }

    @Test
    void positionIsTakenIffNothingBehindItIsOlderThanTheMemory() {
        Key key = new Key(100);
        key.change(100, "a");
        key.change(200, "b");
        key.change(280, "c");
        key.read(300, "ann", "subscribe", behind(100));
        assertThat(key.told).containsExactly("ann 1: b", "ann 2: c");
        key.read(301, "bob", "subscribe", behind(200));
        assertThat(key.told).endsWith("bob 1: c");
        assertThatThrownBy(() -> key.read(301, "bob", "subscribe", behind(100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the position %s is before the change of 1970-01-01T00:00:00.200Z, and"
                                + " changes are remembered for PT0.1S: subscribe without a"
                                + " position",
                        behind(100));
        key.read(9_000, "dan", "subscribe", behind(280));
        assertThat(key.told).hasSize(3);
    }

    @Test
    void stateHasTheChangesOfTheMemoryAndOneMore() {
        Key key = new Key(10);
        for (long time = 0; time < 1_000; time++) {
            key.change(time, "a");
            assertThat(Objects.requireNonNull(key.state).changes().size()).isLessThanOrEqualTo(12);
        }
        Key none = new Key(10);
        none.read(1, "ann", "point", null);
        assertThat(none.state).isNull();
    }

    /**
     * The first version makes both changes in one step; in the second there is one more machine,
     * whose results have other numbers.
     */
    @Test
    void positionIsThatOfTheLogsInEveryVersion() {
        Key first = new Key(1_000);
        Key second = new Key(1_000);
        first.read(50, "ann", "subscribe", null);
        for (Key version : List.of(first, second)) {
            long step = version == first ? 1 : OrderedEvent.MOST_RESULTS;
            version.change(100, 0, "a");
            version.change(100, step, "b");
            version.change(100, 2 * step, "c");
            version.change(200, 0, "d");
        }
        int last = first.told.indexOf("ann 3: b");
        second.read(250, "ann", "subscribe", first.positions.get(last));
        assertThat(second.told).containsExactly("ann 1: c", "ann 2: d");
        assertThat(second.positions)
                .containsExactlyElementsOf(first.positions.subList(last + 1, 5));
    }

    @Test
    void whatIsNoReadIsRefused() {
        Key key = new Key(1_000);
        assertRefused(key, null, "point", null, "the read has no reader");
        assertRefused(
                key,
                "ann",
                "Point",
                null,
                "a read is of kind point, subscribe or cancel, but this one is of Point");
        assertRefused(
                key,
                "ann",
                "subscribe",
                "1970-01-01T00:00:00.100Z/stocks/1/0/100/0",
                "the position is in log stocks, but the logs of the changes are [levels]");
        for (String position :
                List.of(
                        "",
                        "now",
                        behind(100) + "/0",
                        behind(100) + "x",
                        "+1000000000-01-01T00:00:00Z",
                        "1970-01-01T00:00:00.0001Z",
                        "1970-01-01T00:00:00.100Z/levels/-1/0/100/0",
                        "1970-01-01T00:00:00.100Z/levels/1/-1/100/0",
                        "1970-01-01T00:00:00.100Z/levels/1/0/-100/0",
                        "1970-01-01T00:00:00.100Z/levels/1/0/100/-1")) {
            assertRefused(
                    key,
                    "ann",
                    "subscribe",
                    position,
                    "a position is a time in whole milliseconds, or a"
                            + " time/log/generation/partition/offset/index, but is "
                            + position);
        }
        assertThat(key.state).isNull();
    }

    private static void assertRefused(
            Key key,
            @Nullable String reader,
            String kind,
            @Nullable String position,
            String reason) {
        assertThatThrownBy(() -> key.read(100, reader, kind, position))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @Test
    void memoryAndLeaseMustBeInRange() {
        assertThatThrownBy(() -> rules(-1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("from zero to 100 years, but is PT-0.001S");
        assertThatThrownBy(() -> rules(0).lasting(Duration.ZERO))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("from 1 ms to 100 years, but is PT0S");
    }
}
