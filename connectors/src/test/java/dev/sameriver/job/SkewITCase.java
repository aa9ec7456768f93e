package dev.sameriver.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.log.Event;
import dev.sameriver.log.Events;
import dev.sameriver.source.EventLogSource;
import dev.sameriver.view.EventType;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a streaming replay by one reader holds open of windows of two hours, when one partition lies
 * hours behind the others.
 */
class SkewITCase {

    private static final int PARTITIONS = 4;
    private static final int EVENTS = 36_000;
    private static final long SECOND = 1_000;
    private static final long WINDOW = Duration.ofHours(2).toMillis();
    private static final long SKEW = Duration.ofHours(6).toMillis();

    @TempDir private Path folder;

    public record Reading(String key) {}

    @Test
    void sixHoursOfSkewHoldHardlyMoreOpenThanALiveRun() throws Exception {
        long live = live();
        long even = peak("even", 0);
        long skewed = peak("skewed", SKEW);
        System.out.printf(
                "events held open at most: %d live, %d replayed without skew, %d with%n",
                live, even, skewed);
        long full = PARTITIONS * WINDOW / SECOND;
        assertThat(live).isBetween(full, full + PARTITIONS);
        assertThat(even).isLessThan(live * 6 / 5);
        assertThat(skewed).isLessThan(live * 6 / 5);
    }

    /** What is held open where each event comes at its time. */
    private static long live() {
        Held held = new Held();
        for (int i = 0; i < EVENTS; i++) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                held.add(i * SECOND, (i - 1) * SECOND - 1);
            }
        }
        return held.peak;
    }

    /** An event a second in each partition, for ten hours; the last partition starts later. */
    private long peak(String name, long skew) throws Exception {
        StrangeLog log = StrangeLog.create(folder.resolve(name), PARTITIONS);
        for (int i = 0; i < EVENTS; i++) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                long later = partition == PARTITIONS - 1 ? skew : 0;
                log.event(partition, later + i * SECOND, "k", 1L);
            }
        }
        log.seal(3);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(1);
        EventLogSource<Reading> source =
                EventLogSource.bounded(
                        log.settings(),
                        "readings",
                        EventType.of(Reading.class),
                        Duration.ZERO,
                        true,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE);
        Events.of(environment.fromSource(source, WatermarkStrategy.noWatermarks(), "log"))
                .process(new HeldOpen())
                .sinkTo(new DiscardingSink<>());
        return environment.execute().getAccumulatorResult(HeldOpen.PEAK);
    }

    /** Counts events whose windows the watermark has not passed. */
    private static final class HeldOpen extends ProcessFunction<Event<Reading>, Long> {

        private static final String PEAK = "peak";

        private final LongMaximum peak = new LongMaximum();
        private final Held held = new Held();

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator(PEAK, peak);
        }

        @Override
        public void processElement(Event<Reading> event, Context context, Collector<Long> out) {
            held.add(event.time(), context.timerService().currentWatermark());
            peak.add(held.peak);
        }
    }

    /** Events by the end of their window. */
    private static final class Held implements Serializable {

        private final TreeMap<Long, Long> windows = new TreeMap<>();
        private long held;
        private long peak;

        void add(long time, long watermark) {
            Iterator<Map.Entry<Long, Long>> closed =
                    windows.headMap(watermark + 1, true).entrySet().iterator();
            while (closed.hasNext()) {
                held -= closed.next().getValue();
                closed.remove();
            }
            windows.merge(Math.floorDiv(time, WINDOW) * WINDOW + WINDOW, 1L, Long::sum);
            held++;
            peak = Math.max(peak, held);
        }
    }
}
