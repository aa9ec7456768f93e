package dev.sameriver.view;

import static dev.sameriver.view.ResultColumn.column;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.aggregate.Aggregates;
import dev.sameriver.operator.NaiveLog;
import dev.sameriver.operator.NaiveSource;
import dev.sameriver.operator.Reading;
import dev.sameriver.window.WindowSpec;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** What cannot be derived behind windows is refused, in a sentence. */
class WindowValuesTest {

    private static final String LOG = "readings";
    private static final WindowSpec HOURS = Windows.tumbling(Duration.ofHours(1));

    /** A good one. */
    public record Sum(String key, long total) {}

    /** One of a column that there is not. */
    public record Unknown(String key, long totals) {}

    /** One of a column of another type. */
    public record Retyped(long key, long total) {}

    /** One of the column that holds a window's place. */
    public record Inner(String key, String sameriverLast) {}

    @Test
    void recordThatIsNotOfTheWindowsColumnsIsRefused() {
        assertRefused(HOURS, Unknown.class, "component totals of Unknown is none of key, window");
        assertRefused(
                HOURS, Inner.class, "component sameriverLast of Inner is none of key, window");
        assertRefused(HOURS, Retyped.class, "component key of Retyped is of type long");
        assertRefused(HOURS, String.class, "java.lang.String is not one");
    }

    @Test
    void windowsOfWhichOneEventHasTooManyAreRefused() {
        derive(hopping(32_768 * 2), Sum.class, windows -> windows, RunOptions.FINAL_ROWS);
        assertRefused(hopping(32_768 * 2 + 1), Sum.class, "at most 32,768 to an event");
        assertRefused(
                Windows.tumbling(Duration.ofSeconds(1)).zone(ZoneId.of("Pacific/Apia")),
                Sum.class,
                "with those of one more day");
    }

    @Test
    void whatHasNoFinalPlaceIsRefused() {
        assertThatThrownBy(
                        () ->
                                derive(
                                        HOURS,
                                        Sum.class,
                                        windows -> windows.early(Duration.ofSeconds(1)),
                                        RunOptions.FINAL_ROWS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("leave early(...) out");
        assertThatThrownBy(
                        () ->
                                derive(
                                        HOURS,
                                        Sum.class,
                                        windows -> windows,
                                        RunOptions.FINAL_ROWS.withLateEvents()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("leave --fold-late out");
    }

    private static WindowSpec hopping(long millis) {
        return Windows.hopping(Duration.ofMillis(millis), Duration.ofMillis(2));
    }

    private static void assertRefused(WindowSpec windows, Class<?> record, String message) {
        assertThatThrownBy(() -> derive(windows, record, same -> same, RunOptions.FINAL_ROWS))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(message);
    }

    private static <R> void derive(
            WindowSpec spec,
            Class<R> record,
            UnaryOperator<WindowedEvents<Reading>> more,
            RunOptions options) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        NaiveLog log = new NaiveLog(List.of(List.of()));
        Inputs.derive(
                new Windowed<>(spec, record, more),
                new NaiveSource(env, Map.of(LOG, log), 1, 0),
                options);
    }

    private record Windowed<R>(
            WindowSpec spec, Class<R> record, UnaryOperator<WindowedEvents<Reading>> more)
            implements View {
        @Override
        public String name() {
            return "windowed";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            return more.apply(
                            inputs.events(LOG, Reading.class)
                                    .disorder(Duration.ZERO)
                                    .keyBy("key", Reading::key)
                                    .window(spec))
                    .derive(record, Aggregates.sum("total", Reading::value))
                    .select(column("text", (R value) -> String.valueOf(value)));
        }
    }
}
