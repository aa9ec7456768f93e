package dev.sameriver.job;

import static dev.sameriver.aggregate.Aggregates.count;
import static dev.sameriver.aggregate.Aggregates.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.operator.Tallies;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import dev.sameriver.window.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A streaming replay of partitions of which one ends long before the other. */
class EarlyEndITCase {

    private static final Duration BOUND = Duration.ofHours(2);
    private static final long START = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();
    private static final int EVENTS = 100_000;

    /** What the source hands on at once: between two of these a checkpoint can pass. */
    private static final int BATCH = 1_000;

    /** As many as it takes for a task that could end to have ended, and one without it. */
    private static final int CHECKPOINTS = 6;

    private static final long EARLY_END = -1;

    private static final Set<Long> CHECKPOINTS_SINCE_EARLY_END = ConcurrentHashMap.newKeySet();
    private static volatile boolean earlyEnd;
    private static volatile boolean slow;
    private static volatile boolean failing;

    @TempDir private Path folder;

    public record Reading(String key, long amount) {}

    static final class Hours implements View {

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
                    .aggregate(count("events"), sum("amount", EarlyEndITCase::amount));
        }
    }

    /** Counts the checkpoints that have completed since the first partition ended. */
    static final class Watch implements MapFunction<ViewRow, ViewRow>, CheckpointListener {

        @Override
        public ViewRow map(ViewRow row) {
            return row;
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            if (earlyEnd) {
                CHECKPOINTS_SINCE_EARLY_END.add(checkpoint);
            }
        }
    }

    /** Slow until enough checkpoints have passed, and then the place of the failure. */
    static long amount(Reading reading) {
        if (reading.amount() == EARLY_END) {
            earlyEnd = true;
        } else if (slow && reading.amount() % BATCH == BATCH - 1) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            if (CHECKPOINTS_SINCE_EARLY_END.size() >= CHECKPOINTS && failing) {
                slow = false;
                failing = false;
                throw new AssertionError("a failure on purpose");
            }
        }
        return reading.amount();
    }

    @BeforeEach
    void start() {
        CHECKPOINTS_SINCE_EARLY_END.clear();
        earlyEnd = false;
        slow = true;
        failing = false;
    }

    @Test
    void failureLongAfterTheEndOfAPartitionLosesNoneOfItsSums() throws Exception {
        StrangeLog log = uneven();
        failing = true;
        JobClient job = submit(log, 2, null);
        assertThat(sums(job)).isEqualTo(expected(log));
        assertThat(failing).isFalse();
    }

    @Test
    void savepointLongAfterTheEndOfAPartitionRestoresItsSumsAtAnotherParallelism()
            throws Exception {
        StrangeLog log = uneven();
        JobClient job = submit(log, 2, null);
        while (CHECKPOINTS_SINCE_EARLY_END.size() < CHECKPOINTS) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        String savepoint =
                job.stopWithSavepoint(
                                false,
                                folder.resolve("savepoints").toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get();
        slow = false;
        assertThat(sums(submit(log, 3, savepoint))).isEqualTo(expected(log));
    }

    private StrangeLog uneven() throws Exception {
        StrangeLog log = StrangeLog.create(folder, 2);
        for (int i = 0; i < 10; i++) {
            log.event(0, START + i * 60_000L, "a", Long.valueOf(i));
        }
        log.dead(0);
        log.event(0, START + 10 * StrangeLog.HOUR, "a", 10L);
        log.event(0, START, "too late", 11L);
        log.event(0, START + 10 * StrangeLog.HOUR, "a", EARLY_END);
        for (int i = 0; i < EVENTS; i++) {
            log.event(1, START + i * 1_000L, "b", Long.valueOf(i));
        }
        log.seal(1);
        return log;
    }

    private static String expected(StrangeLog log) {
        return log.hours(BOUND.toMillis()).stream().reduce("", (first, last) -> last);
    }

    private static JobClient submit(StrangeLog log, int parallelism, @Nullable String savepoint)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        ViewJob job =
                new ViewJob(
                        new Hours(),
                        log.settings(),
                        RunMode.STREAMING,
                        RunOptions.FINAL_ROWS,
                        LiveOptions.NONE);
        job.configure(environment, Duration.ofMillis(20));
        var rows = job.derive(environment).rows();
        rows.map(new Watch()).returns(rows.getType()).sinkTo(new DiscardingSink<>());
        return environment.executeAsync("replay");
    }

    private static String sums(JobClient job) throws Exception {
        Map<String, Object> sums = job.getJobExecutionResult().get().getAllAccumulatorResults();
        assertThat(Tallies.areWhole(sums)).isTrue();
        return sums.get(Tallies.COUNTED)
                + " counted, "
                + sums.get(Tallies.LATE)
                + " late, "
                + sums.get(Tallies.DEAD)
                + " dead";
    }
}
