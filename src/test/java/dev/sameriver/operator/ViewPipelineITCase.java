package dev.sameriver.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.aggregate.Aggregates;
import dev.sameriver.view.Column;
import dev.sameriver.view.ColumnType;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.RowCsv;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import dev.sameriver.view.ViewRowTypeInfo;
import dev.sameriver.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The same view by the public door, as a real job in each mode, against the naive oracle. */
class ViewPipelineITCase {

    private static final double UNLIMITED = 1e9;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(3)
                            .build());

    @ParameterizedTest
    @CsvSource({
        "BATCH, 1",
        "BATCH, 2",
        "BATCH, 3",
        "STREAMING, 1",
        "STREAMING, 2",
        "STREAMING, 3",
    })
    void rowsAndVerdictsAreTheSameInEveryMode(RuntimeExecutionMode mode, int parallelism)
            throws Exception {
        for (long seed = 1; seed <= 12; seed++) {
            ViewCase view = ViewCase.random(new Random(seed));
            Configuration settings = new Configuration();
            settings.set(StateBackendOptions.STATE_BACKEND, seed % 3 == 0 ? "rocksdb" : "hashmap");
            NaiveViews.Result actual = run(view, mode, parallelism, UNLIMITED, 0, settings);
            assertThat(actual).as("seed %s: %s", seed, view.windows()).isEqualTo(view.expected());
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void failuresAndCheckpointsLeaveNoTrace(Backend backend) throws Exception {
        for (long seed = 101; seed <= 104; seed++) {
            ViewCase view = ViewCase.random(new Random(seed));
            Configuration settings = new Configuration();
            settings.set(StateBackendOptions.STATE_BACKEND, backend.name().toLowerCase());
            settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
            settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
            settings.set(
                    RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                    Duration.ofMillis(10));
            NaiveViews.Result actual =
                    run(view, RuntimeExecutionMode.STREAMING, 2, 30, 2, settings);
            assertThat(NaiveSource.failuresLeft()).isZero();
            assertThat(actual).as("seed %s: %s", seed, view.windows()).isEqualTo(view.expected());
        }
    }

    /** Flink hands over key after key, and forgets a key's state when it goes on to the next. */
    @Test
    void batchWritesNoStateOfKeysThatMemoryHasNoRoomFor() throws Exception {
        List<Partial> partials = new ArrayList<>();
        for (String key : List.of("a", "b", "c", "d", "e")) {
            partials.addAll(LargeKeyTest.partials(key, 0, 100));
        }
        Collections.shuffle(partials, new Random(1));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        env.setParallelism(2);
        WindowStage<Reading> stage =
                new WindowStage<>(
                        NaiveLog.NAME, ViewCase.KEYS, LargeKeyTest.AGGREGATION, RowRange.ALL, 0);
        RowSchema schema =
                new RowSchema(
                        List.of(
                                new Column("key", ColumnType.TEXT),
                                new Column("window_start", ColumnType.TIMESTAMP),
                                new Column("window_end", ColumnType.TIMESTAMP),
                                new Column("sum", ColumnType.LONG)),
                        3);
        DataStream<ViewRow> rows =
                env.fromData(partials, new PartialTypeInfo(stage))
                        .keyBy(partial -> partial.key(), ViewCase.KEYS.typeInfo())
                        .transform(
                                "window",
                                new ViewRowTypeInfo(schema),
                                new WindowOperator<>(
                                        Windows.tumbling(Duration.ofMillis(10)), stage, 1));
        CountingSum.writes = 0;
        try (CloseableIterator<ViewRow> given = rows.executeAndCollect()) {
            assertThat(lines(given, schema)).doesNotHaveDuplicates().hasSize(500);
        }
        assertThat(CountingSum.writes).isZero();
    }

    private enum Backend {
        HASHMAP,
        ROCKSDB
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
        RunOptions options =
                new RunOptions(
                        view.from() == Long.MIN_VALUE ? null : Instant.ofEpochMilli(view.from()),
                        view.to() == Long.MAX_VALUE ? null : Instant.ofEpochMilli(view.to()),
                        false,
                        false);
        NaiveSource source = new NaiveSource(env, view.log(), recordsPerSecond, failures);
        Rows rows = Inputs.derive(new Readings(view), source, options);
        assertThat(rows.schema()).isEqualTo(ViewCase.SCHEMA);
        try (CloseableIterator<ViewRow> finalRows = rows.rows().collectAsync();
                CloseableIterator<ViewRow> late = rows.late().collectAsync();
                CloseableIterator<ViewRow> dead = rows.dead().collectAsync()) {
            JobClient job = env.executeAsync();
            List<String> rowLines = lines(finalRows, ViewCase.SCHEMA);
            List<String> lateLines = lines(late, SideRows.LATE);
            List<String> deadLines = positions(dead);
            JobExecutionResult result = job.getJobExecutionResult().get();
            return new NaiveViews.Result(
                    rowLines,
                    lateLines,
                    deadLines,
                    result.<Long>getAccumulatorResult(Tallies.COUNTED),
                    result.<Long>getAccumulatorResult(Tallies.LATE),
                    result.<Long>getAccumulatorResult(Tallies.DEAD));
        }
    }

    private static List<String> lines(Iterator<ViewRow> rows, RowSchema schema) {
        List<String> lines = new ArrayList<>();
        rows.forEachRemaining(
                row -> lines.add(RowCsv.line(schema, row) + (row.isFinal() ? "" : " NOT FINAL")));
        return lines.stream().sorted().toList();
    }

    private static List<String> positions(Iterator<ViewRow> rows) {
        List<String> positions = new ArrayList<>();
        rows.forEachRemaining(row -> positions.add(row.get(2) + "/" + row.get(3)));
        return positions.stream().sorted().toList();
    }

    private record Readings(ViewCase view) implements View {
        @Override
        public String name() {
            return "readings-by-key";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            return inputs.events(NaiveLog.NAME, Reading.class)
                    .disorder(Duration.ofMillis(view.bound()))
                    .keyBy("key", Reading::key)
                    .window(view.windows())
                    .aggregate(
                            Aggregates.count("events"),
                            Aggregates.sum("total", Reading::value),
                            Aggregates.min("least", Reading::value),
                            Aggregates.max("greatest", Reading::value),
                            Aggregates.mean("mean", Reading::value));
        }
    }
}
