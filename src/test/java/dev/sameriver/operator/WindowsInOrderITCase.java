package dev.sameriver.operator;

import static dev.sameriver.view.ResultColumn.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.aggregate.Aggregates;
import dev.sameriver.view.Derived;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is derived in order behind windows, as a real job in each mode, against the naive oracle.
 */
class WindowsInOrderITCase {

    private static final double UNLIMITED = 1e9;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @ParameterizedTest
    @CsvSource({"BATCH, 1", "BATCH, 2", "STREAMING, 1", "STREAMING, 2"})
    void windowsHaveOnePlaceInTheOrderInEveryMode(RuntimeExecutionMode mode, int parallelism)
            throws Exception {
        for (ViewCase view : drawn(1, 8)) {
            Configuration settings = new Configuration();
            settings.set(StateBackendOptions.STATE_BACKEND, view.gap() > 0 ? "rocksdb" : "hashmap");
            assertThat(run(view, mode, parallelism, UNLIMITED, 0, settings))
                    .as("%s", view.windows())
                    .isEqualTo(NaiveWindowOrder.of(view));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void failuresAndCheckpointsLeaveNoTrace(String backend) throws Exception {
        for (ViewCase view : drawn(101, 2)) {
            Configuration settings = new Configuration();
            settings.set(StateBackendOptions.STATE_BACKEND, backend);
            settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
            settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
            settings.set(
                    RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                    Duration.ofMillis(10));
            NaiveViews.Result actual =
                    run(view, RuntimeExecutionMode.STREAMING, 2, 30, 2, settings);
            assertThat(NaiveSource.failuresLeft()).isZero();
            assertThat(actual).as("%s", view.windows()).isEqualTo(NaiveWindowOrder.of(view));
        }
    }

    /**
     * Windows that share their last event have keys of their own, and so have their dead letters.
     */
    @Test
    void everyWindowHasAPlaceOfItsOwn() throws Exception {
        for (ViewCase view : drawn(1, 8)) {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.setRuntimeMode(RuntimeExecutionMode.BATCH);
            env.setParallelism(2);
            NaiveSource source = new NaiveSource(env, view.log(), UNLIMITED, 0);
            Rows rows = Inputs.derive(new Placed(view), source, RunOptions.FINAL_ROWS);
            try (CloseableIterator<ViewRow> finalRows = rows.rows().collectAsync();
                    CloseableIterator<ViewRow> dead = rows.dead().collectAsync()) {
                JobClient job = env.executeAsync();
                List<String> places = texts(finalRows, WindowsInOrderITCase::place);
                List<String> refused = texts(dead, row -> place(row) + " " + row.get(5));
                job.getJobExecutionResult().get();
                assertThat(places)
                        .doesNotHaveDuplicates()
                        .hasSameSizeAs(NaiveWindowOrder.of(view).rows());
                assertThat(refused)
                        .doesNotHaveDuplicates()
                        .hasSameSizeAs(NaiveWindowOrder.of(view).dead());
            }
        }
    }

    private static String place(ViewRow row) {
        return "%s/%s/%s %s".formatted(row.get(1), row.get(2), row.get(3), row.get(4));
    }

    /** Random views of whole logs that have some rows. */
    private static List<ViewCase> drawn(long seed, int count) {
        return Stream.iterate(seed, next -> next + 1)
                .map(next -> ViewCase.random(new Random(next)))
                .filter(view -> view.from() == Long.MIN_VALUE && view.to() == Long.MAX_VALUE)
                .filter(view -> NaiveWindowOrder.of(view).rows().size() > 5)
                .limit(count)
                .toList();
    }

    private static NaiveViews.Result run(
            ViewCase view,
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
        NaiveSource source = new NaiveSource(env, view.log(), recordsPerSecond, failures);
        Rows rows = Inputs.derive(new Ranked(view), source, RunOptions.FINAL_ROWS);
        try (CloseableIterator<ViewRow> finalRows = rows.rows().collectAsync();
                CloseableIterator<ViewRow> late = rows.late().collectAsync();
                CloseableIterator<ViewRow> dead = rows.dead().collectAsync()) {
            JobClient job = env.executeAsync();
            List<String> rowLines = texts(finalRows, row -> RowCsv.line(rows.schema(), row));
            List<String> lateLines = texts(late, row -> RowCsv.line(SideRows.LATE, row));
            List<String> deadLines = texts(dead, row -> row.get(2) + "/" + row.get(3));
            JobExecutionResult result = job.getJobExecutionResult().get();
            assertThat(Tallies.areWhole(result.getAllAccumulatorResults())).isTrue();
            return new NaiveViews.Result(
                    rowLines,
                    lateLines,
                    deadLines,
                    result.<Long>getAccumulatorResult(Tallies.COUNTED),
                    result.<Long>getAccumulatorResult(Tallies.LATE),
                    result.<Long>getAccumulatorResult(Tallies.DEAD));
        }
    }

    private static List<String> texts(Iterator<ViewRow> rows, Function<ViewRow, String> text) {
        List<String> texts = new ArrayList<>();
        rows.forEachRemaining(row -> texts.add(text.apply(row)));
        return texts.stream().sorted().toList();
    }

    /**
     * What a window adds up to; one that adds up to a multiple of 7 cannot be made.
     *
     * @param windowStart and the others are columns of the window
     */
    public record Added(String key, Instant windowStart, Instant windowEnd, long total) {

        public Added {
            if (total % NaiveWindowOrder.REFUSED == 0) {
                throw new IllegalArgumentException("a multiple");
            }
        }

        String all() {
            return "all";
        }
    }

    /** A window, and how many there are up to it. */
    public record Rank(long rank, Added added) {}

    private static Derived<Added> added(Inputs inputs, ViewCase view) {
        return inputs.events(NaiveLog.NAME, Reading.class)
                .disorder(Duration.ofMillis(view.bound()))
                .keyBy("key", Reading::key)
                .window(view.windows())
                .derive(Added.class, Aggregates.sum("total", Reading::value));
    }

    /** Each window, where its last event stands. */
    private record Placed(ViewCase view) implements View {
        @Override
        public String name() {
            return "placed";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            return added(inputs, view).select(column("total", Added::total));
        }
    }

    /** Numbers all windows of all keys, one after the other. */
    private record Ranked(ViewCase view) implements View {
        @Override
        public String name() {
            return "ranked";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            return added(inputs, view)
                    .keyBy("all", Added::all)
                    .inOrder(
                            (last, added, results) -> {
                                long rank = last == null ? 1 : last + 1;
                                results.give(new Rank(rank, added.value()));
                                return rank;
                            },
                            Long.class,
                            Rank.class)
                    .key(column("rank", Rank::rank))
                    .select(
                            column("key", (Rank rank) -> rank.added().key()),
                            column("start", (Rank rank) -> rank.added().windowStart()),
                            column("end", (Rank rank) -> rank.added().windowEnd()),
                            column("total", (Rank rank) -> rank.added().total()));
        }
    }
}
