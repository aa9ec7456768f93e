package dev.sameriver.ordered;

import static dev.sameriver.view.ResultColumn.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.operator.NaiveLog;
import dev.sameriver.operator.NaiveLog.Entry;
import dev.sameriver.operator.NaiveSource;
import dev.sameriver.operator.Reading;
import dev.sameriver.operator.SideRows;
import dev.sameriver.operator.Tallies;
import dev.sameriver.view.Answer;
import dev.sameriver.view.Derived;
import dev.sameriver.view.EventStream;
import dev.sameriver.view.InOrder;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.KeyedInput;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One log that comes to a machine by two inputs, and one machine's results that do; and rows of one
 * key that are given under two.
 */
class SharedInputsITCase {

    private static final int EVENTS = 40;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private record Ran(
            List<ViewRow> rows, List<ViewRow> dead, long counted, long late, long deadCount) {

        List<String> lines(RowSchema schema) {
            return Stream.concat(
                            rows.stream().map(row -> RowCsv.line(schema, row)),
                            dead.stream().map(row -> RowCsv.line(SideRows.DEAD, row)))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void eachRowAndDeadLetterHasAKeyOfItsOwnAndEachReadingIsCountedOnce() throws Exception {
        Rows[] derived = new Rows[1];
        Ran batch = run(new Diamond(), RuntimeExecutionMode.BATCH, derived);
        Ran stream = run(new Diamond(), RuntimeExecutionMode.STREAMING, derived);
        RowSchema schema = derived[0].schema();
        assertThat(stream.lines(schema)).isEqualTo(batch.lines(schema));
        assertThat(batch.rows()).hasSizeGreaterThan(EVENTS);
        assertThat(batch.dead()).hasSizeGreaterThan(5);
        assertOneOfEachKey(schema, batch.rows());
        assertOneOfEachKey(SideRows.DEAD, batch.dead());
        assertThat(batch.counted() + batch.late() + batch.deadCount()).isEqualTo(2 * EVENTS);
        assertThat(batch.deadCount()).isEqualTo(deadEvents(batch.dead()));
    }

    @ParameterizedTest
    @EnumSource(
            value = RuntimeExecutionMode.class,
            names = {"BATCH", "STREAMING"})
    void rowsOfOneKeyComeInOrderWhateverKeyTheyAreGivenUnder(RuntimeExecutionMode mode)
            throws Exception {
        Ran ran = run(new Replaced(), mode, new Rows[1]);
        assertThat(ran.rows()).hasSize(EVENTS);
        Map<Object, List<Long>> times = new HashMap<>();
        for (ViewRow row : ran.rows()) {
            times.computeIfAbsent(number(row, 0), any -> new ArrayList<>()).add(number(row, 1));
        }
        assertThat(times).hasSize(3);
        times.values().forEach(all -> assertThat(all).isSorted());
    }

    /**
     * Every eighth reading has no amount: it cannot be told, and as a read it is of no kind. In the
     * second view the reads' log is opened before that of the changes.
     */
    @ParameterizedTest
    @CsvSource({"false, 5", "true, 0"})
    void changeOfWhichAnAnswerIsRefusedCountsAndHasItsLogsName(boolean readsFirst, long dead)
            throws Exception {
        Ran ran = run(new Answered(readsFirst), RuntimeExecutionMode.BATCH, new Rows[1]);
        assertThat(ran.dead())
                .filteredOn(row -> "columns".equals(row.get(4)))
                .hasSizeGreaterThan(3);
        assertThat(ran.deadCount()).isEqualTo(dead);
        assertThat(ran.counted()).isEqualTo(2 * EVENTS - dead);
        assertThat(ran.rows())
                .hasSizeGreaterThan(EVENTS)
                .allMatch(row -> String.valueOf(row.get(7)).contains("Z/readings/"));
    }

    /** How many events the machine refused, or the first step that keys what it made of them. */
    private static long deadEvents(List<ViewRow> dead) {
        Set<List<Object>> events = new HashSet<>();
        for (ViewRow row : dead) {
            Long offset = number(row, 3);
            long number = number(row, 5);
            if ("in-order".equals(row.get(4))) {
                events.add(List.of(offset, number));
            } else if ("key".equals(row.get(4))) {
                events.add(List.of(offset, number / OrderedEvent.MOST_RESULTS));
            }
        }
        return events.size();
    }

    private static void assertOneOfEachKey(RowSchema schema, List<ViewRow> rows) {
        List<String> keys = new ArrayList<>();
        for (ViewRow row : rows) {
            List<@Nullable Object> key = new ArrayList<>();
            for (int i = 0; i < schema.keyColumns(); i++) {
                key.add(row.get(i));
            }
            keys.add(key.toString());
        }
        assertThat(keys).doesNotHaveDuplicates();
    }

    private static Ran run(View view, RuntimeExecutionMode mode, Rows[] derived) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        env.setRuntimeMode(mode);
        env.setParallelism(2);
        Rows rows =
                Inputs.derive(
                        view,
                        new NaiveSource(env, Map.of("readings", log()), 1e9, 0),
                        RunOptions.FINAL_ROWS);
        derived[0] = rows;
        try (CloseableIterator<ViewRow> given = rows.rows().collectAsync();
                CloseableIterator<ViewRow> dead = rows.dead().collectAsync()) {
            JobClient job = env.executeAsync();
            List<ViewRow> givenRows = all(given);
            List<ViewRow> deadRows = all(dead);
            JobExecutionResult result = job.getJobExecutionResult().get();
            assertThat(Tallies.areWhole(result.getAllAccumulatorResults())).isTrue();
            return new Ran(
                    givenRows,
                    deadRows,
                    result.<Long>getAccumulatorResult(Tallies.COUNTED),
                    result.<Long>getAccumulatorResult(Tallies.LATE),
                    result.<Long>getAccumulatorResult(Tallies.DEAD));
        }
    }

    private static Long number(ViewRow row, int column) {
        return (Long) Objects.requireNonNull(row.get(column));
    }

    private static List<ViewRow> all(CloseableIterator<ViewRow> rows) {
        List<ViewRow> all = new ArrayList<>();
        rows.forEachRemaining(all::add);
        return all;
    }

    /** Every eighth reading has no amount, and is refused by the machine. */
    private static NaiveLog log() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            Long amount = i % 8 == 0 ? null : (long) i;
            entries.add(Entry.event(1_000L * i, new Reading(i % 2 == 0 ? "a" : "b", amount)));
        }
        entries.add(Entry.heartbeat(1_000_000));
        return new NaiveLog(List.of(entries));
    }

    /** Readings by a key, whose rows have another one. */
    private record Replaced() implements View {

        @Override
        public String name() {
            return "replaced";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            return inputs.events("readings", Reading.class)
                    .disorder(Duration.ZERO)
                    .keyBy("key", Reading::key)
                    .<Long, Outcome>inOrder(
                            (none, event, results) -> {
                                long third = event.time() / 1_000 % 3;
                                results.give(new Outcome(event.value().key() + "", third));
                                return null;
                            },
                            Long.class,
                            Outcome.class)
                    .key(column("third", Outcome::next))
                    .select(column("text", Outcome::text));
        }
    }

    /** The readings, which are read by themselves. */
    private record Answered(boolean readsFirst) implements View {

        @Override
        public String name() {
            return "answered";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            EventStream<Reading> readings =
                    inputs.events("readings", Reading.class).disorder(Duration.ZERO);
            KeyedInput<Reading> reads = readings.keyBy("key", Reading::key);
            if (readsFirst) {
                reads =
                        reads.<Long, Reading>inOrder(
                                        (none, event, results) -> {
                                            results.give(event.value());
                                            return null;
                                        },
                                        Long.class,
                                        Reading.class)
                                .keyBy("key", Reading::key);
            }
            return readings.keyBy("key", Reading::key)
                    .answer(
                            reads,
                            Reads.remembering(
                                    Duration.ZERO,
                                    read -> "reader" + read.amount(),
                                    read -> read.amount() == null ? null : "subscribe",
                                    read -> null))
                    .select(
                            column("amount", Answered::amount),
                            column("position", Answer::position));
        }

        private static Long amount(Answer<Reading, Reading> answer) {
            return Objects.requireNonNull(answer.value()).value();
        }
    }

    /** The readings by two keys; and what is made of them by two keys. */
    private record Diamond() implements View {

        @Override
        public String name() {
            return "diamond";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            EventStream<Reading> readings =
                    inputs.events("readings", Reading.class).disorder(Duration.ZERO);
            Derived<Outcome> hashes =
                    InOrder.<Reading>of(
                                    readings.keyBy("key", Reading::key),
                                    readings.keyBy("key", reading -> reading.key() + "!"))
                            .derive(new HashMachine(0), HashMachine.Hash.class, Outcome.class);
            return InOrder.<Outcome>of(
                            hashes.keyBy("next", Diamond::next),
                            hashes.keyBy("next", Diamond::nextButOne))
                    .derive(new ChainMachine(), Long.class, Outcome.class)
                    .select(column("text", Outcome::text));
        }

        private static @Nullable Long next(Outcome outcome) {
            return outcome.next() == 0 ? null : outcome.next();
        }

        private static @Nullable Long nextButOne(Outcome outcome) {
            return outcome.next() == 0 ? null : 1 + outcome.next();
        }
    }
}
