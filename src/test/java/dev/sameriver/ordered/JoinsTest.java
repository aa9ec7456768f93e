package dev.sameriver.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.view.JoinedIn;
import dev.sameriver.window.AlignedWindows;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The joins' machines by themselves, event by event. */
class JoinsTest {

    private static final int LEFT = 0;
    private static final int RIGHT = 1;

    /** A key of a join: gives it events in order, and lets its states expire between them. */
    private static final class Key<S, J> implements Results<J> {

        private final TimedMachine<S, Object, J> join;
        private final List<J> given = new ArrayList<>();
        private @Nullable S state;

        private Key(TimedMachine<S, Object, J> join) {
            this.join = join;
        }

        private void send(int input, long time) {
            pass(time);
            state = join.apply(state, at(input, time), this);
        }

        private void pass(long time) {
            while (state != null && join.expiry(state) <= time) {
                state = join.expire(state, join.expiry(state) - 1, this);
            }
        }

        @Override
        public void give(J result) {
            given.add(result);
        }

        @Override
        public void place(OrderedEvent<J> result) {
            given.add(result.value());
        }

        @Override
        public void refuse(OrderedEvent<?> event, String reason) {
            throw new AssertionError("joins refuse nothing");
        }

        @Override
        public void drop() {
            throw new AssertionError("joins drop nothing");
        }
    }

    private static OrderedEvent<Object> at(int input, long time) {
        return new OrderedEvent<>(
                "key", input, input, 1, 0, time, 0, time, time, input + "@" + time);
    }

    @Test
    void intervalHoldsItsBoundsAndNothingBeyond() {
        Key<List<Waiting>, ?> key = new Key<>(new IntervalMachine<>(-5, 10, JoinKind.OUTER));
        for (long time : new long[] {94, 95, 110, 111}) {
            key.send(RIGHT, time);
            if (time == 95) {
                key.send(LEFT, 100);
            }
        }
        key.pass(1_000);
        assertThat(key.given.toString())
                .isEqualTo(
                        "[Joined[left=null, right=1@94],"
                                + " Joined[left=0@100, right=1@95],"
                                + " Joined[left=0@100, right=1@110],"
                                + " Joined[left=null, right=1@111]]");
        assertThat(key.state).isNull();
    }

    @Test
    void eventsAreHeldOnlyWhileOthersCanMeetThem() {
        Key<List<Waiting>, ?> key = new Key<>(new IntervalMachine<>(-20, -10, JoinKind.INNER));
        key.send(LEFT, 100);
        assertThat(key.join.expiry(held(key))).isEqualTo(101);
        key.send(RIGHT, 101);
        assertThat(held(key)).hasSize(1);
        assertThat(key.join.expiry(held(key))).isEqualTo(122);
        key.send(LEFT, 121);
        assertThat(key.given).hasSize(1);
        key.pass(122);
        assertThat(key.state).isNull();
    }

    @Test
    void stateOfAJoinIsBoundedByItsIntervalAndItsWindow() {
        Key<List<Waiting>, ?> interval = new Key<>(new IntervalMachine<>(0, 10, JoinKind.LEFT));
        Key<WindowState, ?> windows = new Key<>(inWindows(Windows.hopping(millis(10), millis(5))));
        for (long time = 0; time < 1_000; time++) {
            interval.send((int) (time % 2), time);
            windows.send((int) (time % 2), time);
            assertThat(held(interval).size()).isLessThanOrEqualTo(11);
            assertThat(held(windows).events().size()).isLessThanOrEqualTo(10);
        }
    }

    /**
     * In New York the clock went from 02:00 to 03:00 at 07:00Z: three windows end in that moment.
     */
    @Test
    void windowsThatTheWallClockSkipsAreNone() {
        AlignedWindows quarters =
                Windows.hopping(Duration.ofHours(2), Duration.ofMinutes(30))
                        .zone(ZoneId.of("America/New_York"));
        Key<WindowState, JoinedIn<Object, Object>> key = new Key<>(inWindows(quarters));
        key.send(LEFT, Instant.parse("2001-04-01T06:50:00Z").toEpochMilli());
        key.send(RIGHT, Instant.parse("2001-04-01T07:10:00Z").toEpochMilli());
        key.pass(Instant.parse("2001-04-02T00:00:00Z").toEpochMilli());
        assertThat(key.given.stream().map(JoinsTest::told))
                .containsExactly(
                        "07:00 left",
                        "07:00 left",
                        "07:00 left",
                        "07:30 both",
                        "08:00 right",
                        "08:30 right",
                        "09:00 right");
        assertThat(key.state).isNull();
    }

    @Test
    void eventWithMoreWindowsThanResultsIsRefused() {
        Key<WindowState, ?> key = new Key<>(inWindows(Windows.hopping(millis(65_537), millis(1))));
        assertThatThrownBy(() -> key.send(LEFT, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 65536 windows");
        Key<WindowState, ?> most = new Key<>(inWindows(Windows.hopping(millis(65_536), millis(1))));
        most.send(LEFT, 0);
        assertThatThrownBy(() -> most.send(RIGHT, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String told(JoinedIn<Object, Object> joined) {
        String who = joined.left() == null ? "right" : joined.right() == null ? "left" : "both";
        return joined.end().toString().substring(11, 16) + " " + who;
    }

    private static WindowMachine<Object, Object> inWindows(AlignedWindows windows) {
        return new WindowMachine<>(windows, JoinKind.OUTER);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static <S> S held(Key<S, ?> key) {
        return Objects.requireNonNull(key.state);
    }
}
