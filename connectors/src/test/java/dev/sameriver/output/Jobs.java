package dev.sameriver.output;

import dev.sameriver.view.ViewRow;
import dev.sameriver.view.ViewRowTypeInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Jobs of parallelism 2 that write rows, undisturbed or failing half-way. */
final class Jobs {

    /** Two subtasks of 1,500 rows. */
    static final int COUNT = 3_000;

    private Jobs() {}

    /** Writes given rows, in batch. */
    static void write(Output output, String name, List<ViewRow> rows, boolean early)
            throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        env.setParallelism(2);
        output.write(
                env.fromData(new ViewRowTypeInfo(Samples.SCHEMA), rows.toArray(new ViewRow[0])),
                name,
                Samples.SCHEMA,
                early,
                "rows");
        env.execute(name);
    }

    /** Writes the numbered rows as a stream with checkpoints, and fails once half-way if told. */
    static void stream(Output output, String name, boolean fails) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(2);
        env.enableCheckpointing(100);
        // A checkpoint takes longer than 100 ms where each makes files: leave time for rows.
        env.getCheckpointConfig().setMinPauseBetweenCheckpoints(100);
        HalfWay.failed.set(!fails);
        DataStream<ViewRow> rows =
                env.fromSource(
                                new NumberSequenceSource(0, COUNT - 1),
                                WatermarkStrategy.noWatermarks(),
                                "numbers")
                        .map(new HalfWay(Samples::numbered))
                        .returns(new ViewRowTypeInfo(Samples.SCHEMA));
        output.write(rows, name, Samples.SCHEMA, false, "rows");
        env.execute(name);
        if (!HalfWay.failed.get()) {
            throw new IllegalStateException("The job was to fail half-way, but did not.");
        }
    }

    /**
     * Makes rows, about one a millisecond; fails once, in the second half and after two checkpoints
     * with rows behind the last.
     */
    private static final class HalfWay extends RichMapFunction<Long, ViewRow>
            implements CheckpointListener {

        private static final long serialVersionUID = 1L;
        private static final AtomicBoolean failed = new AtomicBoolean();

        private final SerializableFunction rows;

        private transient int checkpoints;
        private transient int sinceCheckpoint;
        private transient int count;

        HalfWay(SerializableFunction rows) {
            this.rows = rows;
        }

        @Override
        public ViewRow map(Long number) throws InterruptedException {
            Thread.sleep(1);
            count++;
            sinceCheckpoint++;
            if (checkpoints >= 2
                    && sinceCheckpoint >= 20
                    && count > COUNT / 4
                    && failed.compareAndSet(false, true)) {
                throw new IllegalStateException("the test's failure");
            }
            return rows.apply(number);
        }

        @Override
        public void notifyCheckpointComplete(long id) {
            checkpoints++;
            sinceCheckpoint = 0;
        }
    }

    /** A function that Flink can ship. */
    private interface SerializableFunction extends LongFunction<ViewRow>, java.io.Serializable {}
}
