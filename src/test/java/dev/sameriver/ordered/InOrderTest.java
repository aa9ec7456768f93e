package dev.sameriver.ordered;

import static dev.sameriver.view.ResultColumn.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.operator.NaiveLog;
import dev.sameriver.operator.NaiveLog.Entry;
import dev.sameriver.operator.NaiveSource;
import dev.sameriver.operator.Reading;
import dev.sameriver.view.Derived;
import dev.sameriver.view.EventStream;
import dev.sameriver.view.InOrder;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.KeyFilter;
import dev.sameriver.view.KeyedEvents;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** What a derivation in order is refused, and the rows that it declares. */
class InOrderTest {

    private static final RunOptions SOME_KEYS =
            RunOptions.finalRows(null, null, KeyFilter.share(0.5));

    @Test
    void rowsAreKeyedByThePlaceOfTheirEventUnlessTheViewNamesAKey() {
        Function<Inputs, Rows> placed =
                inputs -> hashed(inputs).select(column("text", Outcome::text));
        assertThat(derive(placed, RunOptions.FINAL_ROWS).schema().names())
                .containsExactly(
                        "log",
                        "generation",
                        "log_partition",
                        "log_offset",
                        "number",
                        "event_time",
                        "text");
        Rows named =
                derive(
                        inputs ->
                                hashed(inputs)
                                        .key(column("next", Outcome::next))
                                        .select(column("text", outcome -> outcome.text() + "!")),
                        RunOptions.FINAL_ROWS);
        assertThat(named.schema().names()).containsExactly("next", "event_time", "text");
        assertThat(named.schema().keyColumns()).isEqualTo(1);
    }

    @Test
    void tracedRowsListTheirEvent() {
        Function<Inputs, Rows> view =
                inputs -> hashed(inputs).select(column("text", Outcome::text));
        assertThat(derive(view, RunOptions.FINAL_ROWS.withEvents()).schema().names())
                .endsWith("text", "sameriver_events");
    }

    @Test
    void keysOfOtherTypesAreRefused() {
        assertRefused(
                inputs ->
                        InOrder.<Reading>of(
                                        keyed(inputs),
                                        events(inputs).keyBy("number", Reading::number))
                                .derive(new HashMachine(0), HashMachine.Hash.class, Outcome.class)
                                .select(),
                RunOptions.FINAL_ROWS,
                "must have keys of the same types, but that of log readings is [TEXT] and that of"
                        + " log readings is [LONG]");
    }

    @Test
    void intervalsThatHoldNothingAreRefused() {
        assertRefused(
                inputs ->
                        keyed(inputs)
                                .joinWithin(Duration.ofMinutes(5), Duration.ZERO, keyed(inputs))
                                .inner()
                                .select(),
                RunOptions.FINAL_ROWS,
                "must be at most its upper one, but PT5M is more than PT0S: exchange them.");
        assertRefused(
                inputs ->
                        keyed(inputs)
                                .joinWithin(Duration.ofNanos(-1), Duration.ZERO, keyed(inputs))
                                .inner()
                                .select(),
                RunOptions.FINAL_ROWS,
                "The lower bound of an interval join must be from -100 to 100 years, in whole"
                        + " milliseconds, but is PT-0.000000001S");
    }

    @Test
    void rowsOfAJoinAreKeyedByThePlaceOfAnEvent() {
        Rows joined =
                derive(
                        inputs ->
                                keyed(inputs)
                                        .joinIn(
                                                Windows.tumbling(Duration.ofHours(1)),
                                                keyed(inputs))
                                        .outer()
                                        .select(column("start", pair -> pair.start())),
                        RunOptions.FINAL_ROWS);
        assertThat(joined.schema().names()).endsWith("number", "event_time", "start");
    }

    @Test
    void statesThatFlinkCannotStoreAreRefused() {
        assertRefused(
                inputs ->
                        keyed(inputs)
                                .<StringBuilder, Outcome>inOrder(
                                        (state, event, results) -> state,
                                        StringBuilder.class,
                                        Outcome.class)
                                .select(),
                RunOptions.FINAL_ROWS,
                "must be of types that Flink can store, but java.lang.StringBuilder is not");
    }

    @Test
    void partsOfTheKeysAreRefusedBehindASecondMachine() {
        derive(inputs -> hashed(inputs).select(), SOME_KEYS);
        assertRefused(
                inputs ->
                        hashed(inputs)
                                .keyBy("next", Outcome::next)
                                .inOrder(new ChainMachine(), Long.class, Outcome.class)
                                .select(),
                SOME_KEYS,
                "leave --sample out");
    }

    @Test
    void fourthMachineIsRefusedFromTheOneOnThatIsGivenOneLogTwice() {
        derive(inputs -> chained(chained(chained(hashed(inputs)))).select(), RunOptions.FINAL_ROWS);
        Function<Inputs, Derived<Outcome>> three = inputs -> chained(chained(twice(inputs)));
        derive(inputs -> three.apply(inputs).select(), RunOptions.FINAL_ROWS);
        assertRefused(
                inputs -> chained(three.apply(inputs)).select(),
                RunOptions.FINAL_ROWS,
                "At most 3 machines can stand behind one another from the first on that is given");
    }

    private static Derived<Outcome> twice(Inputs inputs) {
        return InOrder.<Reading>of(keyed(inputs), keyed(inputs))
                .derive(new HashMachine(0), HashMachine.Hash.class, Outcome.class);
    }

    @Test
    void noInputsAndMoreThanAByteCanTellAreRefused() {
        assertRefused(
                inputs -> {
                    InOrder.of();
                    return hashed(inputs).select();
                },
                RunOptions.FINAL_ROWS,
                "From 1 to 256 inputs can be taken together, but there are 0");
        assertRefused(
                inputs -> {
                    KeyedEvents<?>[] many = new KeyedEvents<?>[257];
                    Arrays.fill(many, keyed(inputs));
                    InOrder.of(many);
                    return hashed(inputs).select();
                },
                RunOptions.FINAL_ROWS,
                "but there are 257");
    }

    @Test
    void logThatIsReadTwiceMustBeJudgedInOneWay() {
        assertRefused(
                inputs ->
                        InOrder.<Reading>of(
                                        keyed(inputs),
                                        inputs.events("readings", Reading.class)
                                                .disorder(Duration.ofHours(1))
                                                .keyBy("key", Reading::key))
                                .derive(new HashMachine(0), HashMachine.Hash.class, Outcome.class)
                                .select(),
                RunOptions.FINAL_ROWS,
                "must have one disorder bound, but log readings has PT0S and PT1H");
    }

    @Test
    void lateEventsAreFoldedIntoAsOfJoinsOfLogsOnly() {
        RunOptions folding = RunOptions.FINAL_ROWS.withLateEvents();
        String sentence = "Late events are folded into windows and as-of joins of logs only";
        derive(inputs -> keyed(inputs).asOf(keyed(inputs)).keepUnmatched().select(), folding);
        assertRefused(inputs -> hashed(inputs).select(), folding, sentence);
        assertRefused(
                inputs -> keyed(inputs).joinLatest(keyed(inputs)).keepUnmatched().select(),
                folding,
                sentence);
        assertRefused(
                inputs ->
                        keyed(inputs)
                                .asOf(keyed(inputs))
                                .keepUnmatched()
                                .keyBy("amount", match -> match.event().amount())
                                .<Long, Long>inOrder(
                                        (state, event, results) -> state, Long.class, Long.class)
                                .select(),
                folding,
                sentence);
    }

    @Test
    void explanationsOfRowsAreRefused() {
        assertRefused(
                inputs -> hashed(inputs).select(),
                RunOptions.finalRows(null, null, KeyFilter.only(List.of("a"))),
                "leave --explain out");
    }

    private static void assertRefused(
            Function<Inputs, Rows> view, RunOptions options, String sentence) {
        assertThatThrownBy(() -> derive(view, options))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(sentence);
    }

    private static KeyedEvents<Reading> keyed(Inputs inputs) {
        return events(inputs).keyBy("key", Reading::key);
    }

    private static EventStream<Reading> events(Inputs inputs) {
        return inputs.events("readings", Reading.class).disorder(Duration.ZERO);
    }

    private static Derived<Outcome> hashed(Inputs inputs) {
        return keyed(inputs).inOrder(new HashMachine(0), HashMachine.Hash.class, Outcome.class);
    }

    private static Derived<Outcome> chained(Derived<Outcome> before) {
        return before.keyBy("next", Outcome::next)
                .inOrder(new ChainMachine(), Long.class, Outcome.class);
    }

    private static Rows derive(Function<Inputs, Rows> derivation, RunOptions options) {
        NaiveLog log = new NaiveLog(List.of(List.of(Entry.heartbeat(0))));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        return Inputs.derive(
                new Made(derivation), new NaiveSource(env, Map.of("readings", log), 1, 0), options);
    }

    private record Made(Function<Inputs, Rows> derivation) implements View {

        @Override
        public String name() {
            return "made";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            return derivation.apply(inputs);
        }
    }
}
