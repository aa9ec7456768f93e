package dev.sameriver.ordered;

import static dev.sameriver.view.ResultColumn.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.operator.NaiveLog;
import dev.sameriver.operator.NaiveSource;
import dev.sameriver.operator.Reading;
import dev.sameriver.operator.Stage;
import dev.sameriver.operator.Tallies;
import dev.sameriver.view.Derived;
import dev.sameriver.view.InOrder;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Join;
import dev.sameriver.view.KeyedEvents;
import dev.sameriver.view.KeyedInput;
import dev.sameriver.view.Match;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.VersionJoin;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same derivation by the public door, as a real job in each mode, against the naive oracle. */
class OrderPipelineITCase {

    private static final double UNLIMITED = 1e9;

    private static final OrderCase AS_OF = drawn(JoinMachine.class).plain(false);
    private static final OrderCase LATEST = drawn(JoinMachine.class).plain(true);
    private static final OrderCase HASHES = drawn(HashMachine.class);
    private static final OrderCase WINDOWS = drawn(WindowTold.class).plain(false);
    private static final OrderCase INTERVAL = drawn(IntervalTold.class).plain(false);
    private static final OrderCase ANSWERS = drawn(AnswerTold.class).plain(false);
    private static final OrderCase CAUSAL =
            drawn(
                    derivation ->
                            derivation.naming() != null
                                    && derivation.chained()
                                    && derivation.machine() instanceof HashMachine);

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @ParameterizedTest
    @CsvSource({"BATCH, 1", "BATCH, 2", "STREAMING, 1", "STREAMING, 2"})
    void rowsAndVerdictsAreTheSameInEveryMode(RuntimeExecutionMode mode, int parallelism)
            throws Exception {
        for (OrderCase derivation :
                List.of(AS_OF, LATEST, HASHES, WINDOWS, INTERVAL, ANSWERS, CAUSAL)) {
            Configuration settings = new Configuration();
            String backend = derivation.isOfOneEvent() ? "hashmap" : "rocksdb";
            settings.set(StateBackendOptions.STATE_BACKEND, backend);
            assertThat(run(derivation, mode, parallelism, UNLIMITED, 0, settings))
                    .as("%s", derivation.machine())
                    .isEqualTo(NaiveOrder.of(derivation));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void failuresAndCheckpointsLeaveNoTrace(String backend) throws Exception {
        for (OrderCase derivation : List.of(INTERVAL, ANSWERS, CAUSAL)) {
            Configuration settings = new Configuration();
            settings.set(StateBackendOptions.STATE_BACKEND, backend);
            settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
            settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
            settings.set(
                    RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                    Duration.ofMillis(10));
            OrderCase.Result actual =
                    run(derivation, RuntimeExecutionMode.STREAMING, 2, 30, 2, settings);
            assertThat(NaiveSource.failuresLeft()).isZero();
            assertThat(actual).as("%s", derivation.machine()).isEqualTo(NaiveOrder.of(derivation));
        }
    }

    private static OrderCase.Result run(
            OrderCase derivation,
            RuntimeExecutionMode mode,
            int parallelism,
            double recordsPerSecond,
            int failures,
            Configuration settings)
            throws Exception {
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(settings);
        env.setRuntimeMode(mode);
        env.setParallelism(parallelism);
        env.setMaxParallelism(Stage.MAX_PARALLELISM);
        env.getConfig().enableObjectReuse();
        if (mode == RuntimeExecutionMode.STREAMING) {
            env.enableCheckpointing(30);
        }
        RunOptions options =
                new RunOptions(
                        derivation.from() == Long.MIN_VALUE
                                ? null
                                : Instant.ofEpochMilli(derivation.from()),
                        derivation.to() == Long.MAX_VALUE
                                ? null
                                : Instant.ofEpochMilli(derivation.to()),
                        false,
                        false);
        Map<String, NaiveLog> logs = new HashMap<>();
        for (int i = 0; i < derivation.logs().size(); i++) {
            logs.put(OrderCase.NAMES.get(i), derivation.logs().get(i));
        }
        NaiveSource source = new NaiveSource(env, logs, recordsPerSecond, failures);
        Rows rows = Inputs.derive(new Ordered(derivation), source, options);
        assertThat(rows.schema()).isEqualTo(OrderCase.SCHEMA);
        try (CloseableIterator<ViewRow> finalRows = rows.rows().collectAsync();
                CloseableIterator<ViewRow> late = rows.late().collectAsync();
                CloseableIterator<ViewRow> dead = rows.dead().collectAsync()) {
            JobClient job = env.executeAsync();
            List<String> rowLines = texts(finalRows, row -> RowCsv.line(OrderCase.SCHEMA, row));
            List<String> lateLines = texts(late, OrderPipelineITCase::place);
            List<String> deadLines = texts(dead, OrderPipelineITCase::place);
            JobExecutionResult result = job.getJobExecutionResult().get();
            assertThat(Tallies.areWhole(result.getAllAccumulatorResults())).isTrue();
            return new OrderCase.Result(
                    rowLines,
                    lateLines,
                    deadLines,
                    result.<Long>getAccumulatorResult(Tallies.COUNTED),
                    result.<Long>getAccumulatorResult(Tallies.LATE),
                    result.<Long>getAccumulatorResult(Tallies.DEAD));
        }
    }

    private static OrderCase drawn(Class<?> machine) {
        return drawn(
                derivation ->
                        derivation.naming() == null && machine.isInstance(derivation.machine()));
    }

    /** The first random derivation of a kind. */
    private static OrderCase drawn(Predicate<OrderCase> kind) {
        return Stream.iterate(1L, seed -> seed + 1)
                .map(seed -> OrderCase.random(new Random(seed)))
                .filter(kind)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(Iterator<ViewRow> rows, Function<ViewRow, String> text) {
        List<String> texts = new ArrayList<>();
        rows.forEachRemaining(row -> texts.add(text.apply(row)));
        return texts.stream().sorted().toList();
    }

    private static String place(ViewRow row) {
        return String.format(Locale.ROOT, "%s/%s/%s", row.get(0), row.get(2), row.get(3));
    }

    private record Ordered(OrderCase derivation) implements View {

        @Override
        public String name() {
            return "ordered";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            List<KeyedEvents<Reading>> keyed = new ArrayList<>();
            for (int i = 0; i < derivation.logs().size(); i++) {
                keyed.add(
                        inputs.events(OrderCase.NAMES.get(i), Reading.class)
                                .disorder(Duration.ofMillis(derivation.bounds().get(i)))
                                .keyBy("key", Reading::key));
            }
            if (derivation.machine() instanceof IntervalTold join) {
                Duration lower = Duration.ofMillis(join.lower());
                Duration upper = Duration.ofMillis(join.upper());
                return of(join.kind(), keyed.get(0).joinWithin(lower, upper, keyed.get(1)))
                        .select(column("text", IntervalTold::text));
            }
            if (derivation.machine() instanceof WindowTold join) {
                return of(join.kind(), keyed.get(0).joinIn(join.naive().spec(), keyed.get(1)))
                        .select(column("text", WindowTold::text));
            }
            if (derivation.machine() instanceof JoinMachine join && derivation.latest()) {
                return of(join.unmatched(), keyed.get(1).joinLatest(keyed.get(0)))
                        .select(column("text", JoinMachine::text));
            }
            if (derivation.machine() instanceof AnswerTold told) {
                return keyed.get(0)
                        .answer(keyed.get(1), told.reads())
                        .select(column("text", AnswerTold::text));
            }
            return inOrder(keyed).select(column("text", Outcome::text));
        }

        private static <J> Derived<J> of(JoinKind kind, Join<J> join) {
            return switch (kind) {
                case INNER -> join.inner();
                case LEFT -> join.left();
                case OUTER -> join.outer();
            };
        }

        private static <T, V> Derived<Match<T, V>> of(Unmatched unmatched, VersionJoin<T, V> join) {
            return switch (unmatched) {
                case KEEP -> join.keepUnmatched();
                case DROP -> join.dropUnmatched();
                case REFUSE -> join.refuseUnmatched();
            };
        }

        @SuppressWarnings("unchecked")
        private Derived<Outcome> inOrder(List<KeyedEvents<Reading>> keyed) {
            InOrder<Reading> together = InOrder.of(keyed.toArray(new KeyedInput[0]));
            Naming naming = derivation.naming();
            if (naming != null) {
                together = together.after(naming.causes());
            }
            Derived<Outcome> outcomes = derive(together, derivation.machine());
            return derivation.chained()
                    ? outcomes.keyBy("next", Outcome::next)
                            .inOrder(new ChainMachine(), Long.class, Outcome.class)
                    : outcomes;
        }

        @SuppressWarnings("unchecked")
        private static <S> Derived<Outcome> derive(
                InOrder<Reading> events, Machine<S, Reading, Outcome> machine) {
            Class<?> state =
                    machine instanceof HashMachine ? HashMachine.Hash.class : Reading.class;
            return events.derive(machine, (Class<S>) state, Outcome.class);
        }
    }
}
