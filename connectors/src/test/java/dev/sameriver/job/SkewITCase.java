package dev.sameriver.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.connect.Settings;
import dev.sameriver.log.Event;
import dev.sameriver.log.EventBlock;
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
 * What a streaming replay holds open of windows of two hours, when partitions lie hours behind the
 * others.
 */
class SkewITCase {

    private static final int PARTITIONS = 4;
    private static final long HOURS = Duration.ofHours(10).toMillis();
    private static final long WINDOW = Duration.ofHours(2).toMillis();
    private static final long SKEW = Duration.ofHours(6).toMillis();

    @TempDir private Path folder;

    public record Reading(String key) {}

    @Test
    void oneReaderHoldsHardlyMoreOpenThanALiveRun() throws Exception {
        assertHeldOpen(1, 1_000, 1.2);
    }

    /** How far a reader gets before Flink pauses it hangs on the machine. */
    @Test
    void twoReadersAreHeldTogether() throws Exception {
        assertHeldOpen(2, 50, 1.5);
    }

    /**
     * @param step an event in each partition that often, in milliseconds
     * @param most so many times what a live run holds open
     */
    private void assertHeldOpen(int readers, long step, double most) throws Exception {
        long live = live(step);
        long even = peak("even" + readers, readers, step, 0);
        long skewed = peak("skewed" + readers, readers, step, SKEW);
        System.out.printf(
                "readers %d: events held open at most: %d live, %d replayed without skew, %d"
                        + " with%n",
                readers, live, even, skewed);
        assertThat((double) even).isLessThan(live * most);
        assertThat((double) skewed).isLessThan(live * most);
    }

    /** What is held open where each event comes at its time, one a step in each partition. */
    private static long live(long step) {
        Held held = new Held();
        for (long time = 0; time < HOURS; time += step) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                held.add(time, time - step - 1);
            }
        }
        long full = PARTITIONS * WINDOW / step;
        assertThat(held.peak).isBetween(full, full + PARTITIONS);
        return held.peak;
    }

    /**
     * Replays ten hours.
     *
     * @param skew so much later the last partition starts, and all others of its reader
     */
    private long peak(String name, int readers, long step, long skew) throws Exception {
        StrangeLog log = StrangeLog.create(folder.resolve(name), PARTITIONS);
        for (long time = 0; time < HOURS; time += step) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                boolean isLater =
                        partition == PARTITIONS - 1 || (readers > 1 && partition % readers == 1);
                log.event(partition, (isLater ? skew : 0) + time, "k", 1L);
            }
        }
        log.seal(3);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(readers);
        EventLogSource<Reading> source =
                EventLogSource.bounded(
                        log.settings(),
                        "readings",
                        EventType.of(Reading.class),
                        Duration.ZERO,
                        true,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE);
        LogArchive archive =
                LogArchive.open(
                        log.settings().require(Settings.ARCHIVE),
                        log.settings().hadoop(),
                        "readings");
        LogExtent extent = LogExtent.of(archive.manifest(), PARTITIONS);
        WatermarkStrategy<EventBlock<Reading>> aligned =
                WatermarkStrategy.<EventBlock<Reading>>noWatermarks()
                        .withWatermarkAlignment(
                                "logs", extent.drift(readers), LogExtent.step(readers));
        Events.of(environment.fromSource(source, aligned, "log"))
                .process(new HeldOpen())
                .setParallelism(1)
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
