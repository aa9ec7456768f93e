package dev.sameriver.operator;

import dev.sameriver.log.Clock;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventTypeInfo;
import dev.sameriver.log.Events;
import dev.sameriver.view.EventSource;
import dev.sameriver.view.EventType;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A log in memory as a source: one Flink source for each partition, which hands out offsets, and a
 * function that turns them into events. It can fail the job once, after a checkpoint.
 */
public final class NaiveSource implements EventSource {

    private static final AtomicInteger FAILURES = new AtomicInteger();

    private final StreamExecutionEnvironment env;
    private final Map<String, NaiveLog> logs;
    private final double recordsPerSecond;

    NaiveSource(
            StreamExecutionEnvironment env, NaiveLog log, double recordsPerSecond, int failures) {
        this(env, Map.of(NaiveLog.NAME, log), recordsPerSecond, failures);
    }

    /** A source of several logs, by name. */
    public NaiveSource(
            StreamExecutionEnvironment env,
            Map<String, NaiveLog> logs,
            double recordsPerSecond,
            int failures) {
        this.env = env;
        this.logs = logs;
        this.recordsPerSecond = recordsPerSecond;
        FAILURES.set(failures);
    }

    /** How many of the failures asked for have not happened. */
    public static int failuresLeft() {
        return FAILURES.get();
    }

    @Override
    public <T> Opened<T> open(
            String name, EventType<T> type, Duration disorder, Duration before, String uid) {
        NaiveLog log = Objects.requireNonNull(logs.get(name), name);
        long bound = disorder.toMillis();
        EventTypeInfo<T> info = new EventTypeInfo<>(type.typeInfo());
        DataStream<Event<T>> all = null;
        for (int p = 0; p < log.partitions().size(); p++) {
            int count = log.partitions().get(p).size();
            ArrayList<Long> marks = new ArrayList<>();
            for (int i = 1; i <= Math.max(1, count); i++) {
                long clock = log.clock(p, Math.min(i, count), bound);
                marks.add(clock == Clock.NONE ? clock : clock - 1);
            }
            // The source of an empty partition hands out one offset, at which there is nothing.
            DataStream<Event<T>> events =
                    env.fromSource(
                                    new DataGeneratorSource<Long>(
                                            index -> index,
                                            Math.max(1, count),
                                            RateLimiterStrategy.perSecond(recordsPerSecond),
                                            Types.LONG),
                                    WatermarkStrategy.forGenerator(any -> new Marks(marks)),
                                    uid + "-" + p)
                            .uid(uid + "-" + p)
                            .setParallelism(1)
                            .flatMap(new Lookup<T>(log, p, bound))
                            .returns(info)
                            .uid(uid + "-" + p + "-lookup")
                            .setParallelism(1);
            all = all == null ? events : all.union(events);
        }
        if (all == null) {
            throw new IllegalArgumentException("a log has at least one partition");
        }
        return new Opened<>(Events.blocks(all), log.horizon(bound));
    }

    private record Marks(ArrayList<Long> marks) implements WatermarkGenerator<Long>, Serializable {
        @Override
        public void onEvent(Long index, long timestamp, WatermarkOutput output) {
            output.emitWatermark(new Watermark(marks.get(index.intValue())));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    /** Gives the event at an offset; fails the job after a checkpoint while failures are left. */
    private static final class Lookup<T> extends RichFlatMapFunction<Long, Event<T>>
            implements CheckpointListener {

        private final NaiveLog log;
        private final int partition;
        private final long bound;

        private transient List<@Nullable Event<Reading>> events = List.of();

        Lookup(NaiveLog log, int partition, long bound) {
            this.log = log;
            this.partition = partition;
            this.bound = bound;
        }

        @Override
        public void open(OpenContext context) {
            events = log.events(partition, bound);
        }

        @Override
        @SuppressWarnings("unchecked")
        public void flatMap(Long index, Collector<Event<T>> out) {
            Event<Reading> event = events.isEmpty() ? null : events.get(index.intValue());
            if (event != null) {
                out.collect((Event<T>) (Event<?>) event);
            }
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            if (FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("a failure, as asked for");
            }
        }
    }
}
