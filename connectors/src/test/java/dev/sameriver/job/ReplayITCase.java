package dev.sameriver.job;

import static dev.sameriver.aggregate.Aggregates.count;
import static dev.sameriver.aggregate.Aggregates.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.log.Clock;
import dev.sameriver.log.EventTypeInfo;
import dev.sameriver.operator.Tallies;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.sql.SqlStep;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.UserError;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import dev.sameriver.window.Windows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replays of an archive in a folder, against the rules of the log written out. */
class ReplayITCase {

    private static final Duration BOUND = Duration.ofHours(2);
    private static final long START = Instant.parse("1969-12-30T00:00:00Z").toEpochMilli();

    /** The event at which the job fails; none if negative. */
    private static final AtomicInteger FAIL_IN = new AtomicInteger();

    @TempDir private Path folder;

    public record Reading(String key, long amount) {}

    static class Hours implements View {

        @Override
        public String name() {
            return "hours";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            return inputs.events("readings", Reading.class)
                    .disorder(BOUND)
                    .keyBy("key", Reading::key)
                    .window(Windows.tumbling(Duration.ofHours(1)))
                    .aggregate(count("events"), sum("amount", ReplayITCase::amount));
        }
    }

    /** The same rows from the columns of a segment alone, which make no record. */
    static final class HoursOfColumns extends Hours {

        @Override
        public Rows derive(Inputs inputs) {
            return inputs.events("readings", Reading.class)
                    .disorder(BOUND)
                    .keyBy("key", Reading::key)
                    .window(Windows.tumbling(Duration.ofHours(1)))
                    .aggregate(count("events"), sum("amount", Reading::amount));
        }
    }

    /** The same rows with plain Flink code on the way. */
    static final class HoursOfHalves extends Hours {

        @Override
        public Rows derive(Inputs inputs) {
            return inputs.events("readings", Reading.class)
                    .disorder(BOUND)
                    .<Half>through(
                            readings ->
                                    readings.map(reading -> reading.map(Half::of))
                                            .returns(
                                                    new EventTypeInfo<>(
                                                            TypeInformation.of(Half.class)))
                                            .uid("halves"))
                    .keyBy("key", Half::key)
                    .window(Windows.tumbling(Duration.ofHours(1)))
                    .aggregate(count("events"), sum("amount", half -> (long) (2 * half.half())));
        }
    }

    /** The same rows with SQL on the way. */
    static final class HoursOfSql extends Hours {

        @Override
        public Rows derive(Inputs inputs) {
            return inputs.events("readings", Reading.class)
                    .disorder(BOUND)
                    .through(
                            SqlStep.of(
                                    "halves",
                                    "SELECT key, amount / 2e0 AS half FROM readings",
                                    Reading.class,
                                    Half.class))
                    .keyBy("key", Half::key)
                    .window(Windows.tumbling(Duration.ofHours(1)))
                    .aggregate(count("events"), sum("amount", half -> (long) (2 * half.half())));
        }
    }

    public record Half(String key, double half) {
        static Half of(Reading reading) {
            return new Half(reading.key(), reading.amount() / 2.0);
        }
    }

    static final class Sessions implements View {

        @Override
        public String name() {
            return "sessions";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            return inputs.events("readings", Reading.class)
                    .disorder(BOUND)
                    .keyBy("key", Reading::key)
                    .window(Windows.session(Duration.ofMinutes(30)))
                    .aggregate(count("events"));
        }
    }

    static long amount(Reading reading) {
        if (FAIL_IN.getAndDecrement() == 0) {
            // No exception: an event that a view's getter does not take is a dead letter.
            throw new AssertionError("a failure on purpose");
        }
        return reading.amount();
    }

    @BeforeEach
    void failNever() {
        FAIL_IN.set(-1);
    }

    @ParameterizedTest
    @CsvSource({"STREAMING,1", "STREAMING,2", "STREAMING,3", "STREAMING,7", "BATCH,1", "BATCH,3"})
    void everyModeAndParallelismGivesWhatTheRulesSay(RunMode mode, int parallelism)
            throws Exception {
        StrangeLog log = strange();
        List<String> expected = log.hours(BOUND.toMillis());
        assertThat(expected).hasSizeGreaterThan(100);
        assertThat(run(log, mode, parallelism)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"STREAMING,2", "BATCH,2"})
    void columnsPlainFlinkCodeAndSqlOnTheWayGiveTheSameRows(RunMode mode, int parallelism)
            throws Exception {
        StrangeLog log = strange();
        List<String> expected = log.hours(BOUND.toMillis());
        RunOptions all = RunOptions.FINAL_ROWS;
        assertThat(run(log, new HoursOfColumns(), all, mode, parallelism)).isEqualTo(expected);
        assertThat(run(log, new HoursOfHalves(), all, mode, parallelism)).isEqualTo(expected);
        assertThat(run(log, new HoursOfSql(), all, mode, parallelism)).isEqualTo(expected);
    }

    @Test
    void plainFlinkCodeThatDoesNotSayItsTypeIsRefused() throws Exception {
        StrangeLog log = StrangeLog.create(folder, 1);
        View untyped =
                new Hours() {
                    @Override
                    public Rows derive(Inputs inputs) {
                        return inputs.events("readings", Reading.class)
                                .disorder(BOUND)
                                .<Half>through(all -> all.map(one -> one.map(Half::of)))
                                .keyBy("key", Half::key)
                                .window(Windows.tumbling(Duration.ofHours(1)))
                                .aggregate(count("events"));
                    }
                };
        assertThatThrownBy(() -> run(log, untyped, RunOptions.FINAL_ROWS, RunMode.BATCH, 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("for log readings")
                .hasMessageContaining("call returns(");
    }

    @Test
    void failedReplayGoesOnFromItsCheckpointToTheSameRows() throws Exception {
        StrangeLog log = strange();
        FAIL_IN.set(4_000);
        assertThat(run(log, RunMode.STREAMING, 3)).isEqualTo(log.hours(BOUND.toMillis()));
        assertThat(FAIL_IN.get()).isNegative();
    }

    @ParameterizedTest
    @CsvSource({"STREAMING,2", "STREAMING,5", "BATCH,2"})
    void partitionWithoutARecordHoldsEveryWindow(RunMode mode, int parallelism) throws Exception {
        StrangeLog log = StrangeLog.create(folder, 3);
        for (int i = 0; i < 100; i++) {
            log.event(0, i * StrangeLog.HOUR, "a", 1L);
            log.event(2, i * StrangeLog.HOUR, "b", 1L);
        }
        log.seal(2);
        assertThat(run(log, mode, parallelism)).containsExactly("200 counted, 0 late, 0 dead");
    }

    @ParameterizedTest
    @CsvSource({"STREAMING", "BATCH"})
    void logWithoutARecordGivesNothing(RunMode mode) throws Exception {
        assertThat(run(StrangeLog.create(folder, 2), mode, 2))
                .containsExactly("0 counted, 0 late, 0 dead");
    }

    @ParameterizedTest
    @CsvSource({"STREAMING", "BATCH"})
    void flippedByteFailsTheReplayWithTheNameOfTheFile(RunMode mode) throws Exception {
        StrangeLog log = strange();
        Path segment;
        try (Stream<Path> files = Files.walk(folder.resolve("readings/segments/g0/p2"))) {
            segment =
                    files.filter(file -> file.toString().endsWith(".parquet"))
                            .sorted()
                            .toList()
                            .get(1);
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 3] ^= 4;
        Files.write(segment, bytes);
        assertThatThrownBy(() -> run(log, mode, 2))
                .satisfies(
                        error ->
                                assertThat(ExceptionUtils.stringifyException(error))
                                        .contains("segments/g0/p2/" + segment.getFileName()));
    }

    @Test
    void sessionThatStartedInASegmentBeforeTheRangeIsNotCutToARowOfTheRange() throws Exception {
        StrangeLog log = StrangeLog.create(folder, 1);
        Instant from = Instant.parse("2001-01-01T12:00:00Z");
        log.event(0, from.minus(Duration.ofMinutes(5)).toEpochMilli(), "a", 1L);
        log.event(0, from.plus(Duration.ofMinutes(5)).toEpochMilli(), "a", 1L);
        log.heartbeat(0, from.plus(Duration.ofDays(1)).toEpochMilli());
        log.seal(3);
        RunOptions range = new RunOptions(from, null, false, false);
        assertThat(run(log, new Sessions(), range, RunMode.BATCH, 1))
                .containsExactly("2 counted, 0 late, 0 dead");
    }

    private StrangeLog strange() throws Exception {
        StrangeLog log = StrangeLog.create(folder, 4);
        for (int partition = 0; partition < 4; partition++) {
            for (int i = 0; i < 2_000; i++) {
                // Half a minute apart, one in seven up to five hours back: some too late.
                long back = i % 7 == 3 ? (i * 977L + partition) % (5 * StrangeLog.HOUR) : 0;
                String key = i % 300 == 7 ? null : "k" + (i * 31 + partition) % 9;
                Long amount = i % 400 == 9 ? null : Long.valueOf(i);
                log.event(partition, START + i * 90_000L - back, key, amount);
                if (i % 500 == 250) {
                    log.dead(partition);
                }
            }
        }
        log.event(0, START + 2_000 * 90_000L, "x".repeat(1 << 20), 1L);
        log.event(1, Clock.MAX_TIME - 1, "last", 1L);
        log.event(1, START + 2_000 * 90_000L, "too late", 1L);
        for (int partition = 0; partition < 4; partition++) {
            log.heartbeat(partition, START + 2_500 * 90_000L);
        }
        log.seal(3);
        return log;
    }

    private static List<String> run(StrangeLog log, RunMode mode, int parallelism)
            throws Exception {
        return run(log, new Hours(), RunOptions.FINAL_ROWS, mode, parallelism);
    }

    private static List<String> run(
            StrangeLog log, View view, RunOptions options, RunMode mode, int parallelism)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY,
                FAIL_IN.get() < 0 ? "none" : "fixed-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        ViewJob job = new ViewJob(view, log.settings(), mode, options, LiveOptions.NONE);
        job.configure(environment, Duration.ofMillis(20));
        CloseableIterator<ViewRow> rows = job.derive(environment).rows().collectAsync();
        JobClient client = environment.executeAsync("replay");
        List<String> lines = new ArrayList<>();
        try (rows) {
            while (rows.hasNext()) {
                ViewRow row = rows.next();
                if (row.isFinal()) {
                    lines.add(
                            IntStream.range(0, row.size())
                                    .mapToObj(column -> String.valueOf(row.get(column)))
                                    .collect(Collectors.joining(",")));
                }
            }
        }
        lines.sort(null);
        Map<String, Object> sums = client.getJobExecutionResult().get().getAllAccumulatorResults();
        assertThat(Tallies.areWhole(sums)).isTrue();
        lines.add(
                sums.getOrDefault(Tallies.COUNTED, 0)
                        + " counted, "
                        + sums.getOrDefault(Tallies.LATE, 0)
                        + " late, "
                        + sums.getOrDefault(Tallies.DEAD, 0)
                        + " dead");
        return lines;
    }
}
