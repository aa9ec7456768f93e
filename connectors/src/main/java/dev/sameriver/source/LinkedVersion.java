package dev.sameriver.source;

import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a run's version how far it is, and keeps the run's readers to the rate that is asked for,
 * or that leaves the serving version its share of the machines. At Kafka's tail there is no bound.
 * Used by the enumerator's thread; what waits for others is done by its worker.
 */
final class LinkedVersion {

    private static final Logger LOG = LoggerFactory.getLogger(LinkedVersion.class);

    private static final long LOOK_MILLIS = Duration.ofSeconds(5).toMillis();
    private static final long NEVER = Long.MAX_VALUE;

    private final SplitEnumeratorContext<LogSplit> context;
    private final SourceSpec spec;
    private final VersionLink link;
    private final Throttle throttle;

    private final Map<Integer, Reached> reached = new HashMap<>();
    private final Map<Integer, Long> emitted = new HashMap<>();

    /** How many events a second readers emitted between the last two looks; for the worker. */
    private volatile long speed;

    private long emittedBefore;
    private long rate;
    private boolean caughtUp;

    /** The first checkpoint that began when all had caught up; the greatest number if none did. */
    private long liveFrom = NEVER;

    /** How far a partition was at a checkpoint. */
    private record Reached(long checkpoint, ReaderEvents.SplitProgress split) {}

    LinkedVersion(SplitEnumeratorContext<LogSplit> context, SourceSpec spec, VersionLink link) {
        this.context = context;
        this.spec = spec;
        this.link = link;
        this.throttle = new Throttle(spec.options().maxRate());
        this.rate = spec.options().maxRate();
    }

    void start() {
        context.callAsync(this::look, this::looked, LOOK_MILLIS, LOOK_MILLIS);
    }

    /** A reader starts. */
    void added(int subtask) {
        emitted.remove(subtask);
        send(subtask);
    }

    /** All readers are at Kafka's tail, or no longer. */
    void caughtUp(boolean isCaughtUp) {
        if (caughtUp != isCaughtUp) {
            caughtUp = isCaughtUp;
            liveFrom = NEVER;
            context.registeredReaders().keySet().forEach(this::send);
        }
    }

    void progress(int subtask, long events) {
        emitted.put(subtask, events);
    }

    /**
     * A checkpoint begins. Only from the first one on that begins when all have caught up are the
     * early results of what was read out before it completes.
     */
    void checkpoint(long number) {
        if (caughtUp) {
            liveFrom = Math.min(liveFrom, number);
        }
    }

    /**
     * A reader was so far at a checkpoint. The version is told once all partitions are known to
     * have been at the same one.
     *
     * @param partitions how many the log has
     */
    void reached(ReaderEvents.Reached told, int partitions) {
        long checkpoint = told.checkpoint();
        for (ReaderEvents.SplitProgress split : told.splits()) {
            reached.put(split.position().partition(), new Reached(checkpoint, split));
        }
        boolean isWhole =
                reached.size() == partitions
                        && reached.values().stream().allMatch(at -> at.checkpoint == checkpoint);
        if (isWhole) {
            tell(checkpoint);
        }
    }

    private void tell(long checkpoint) {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        long least = Long.MAX_VALUE;
        boolean live = checkpoint >= liveFrom;
        for (Reached at : reached.values()) {
            Position position = at.split.position();
            boolean inKafka = position.generation() == HandOver.KAFKA_GENERATION;
            offsets.put(position.partition(), inKafka ? position.offset() : -1);
            least = Math.min(least, at.split.greatest());
            live &= at.split.reachedTail();
        }
        LogProgress progress =
                new LogProgress(
                        spec.log(), checkpoint, offsets, Clock.of(least, spec.bound()), live);
        context.callAsync(
                () -> {
                    link.reached(progress);
                    return progress;
                },
                (done, error) -> warn(error));
    }

    /** What rate readers may have now. */
    private long look() throws Exception {
        Map<Integer, Long> served = link.served(spec.log());
        if (served == null) {
            return spec.options().maxRate();
        }
        return throttle.look(
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), ends(), served, speed);
    }

    private Map<Integer, Long> ends() throws IOException {
        String topic = spec.open().definition().topic();
        TopicOffsets offsets = TopicOffsets.read(spec.settings().kafkaProperties(), topic);
        Map<Integer, Long> ends = new HashMap<>();
        for (int partition = 0; partition < offsets.partitions(); partition++) {
            ends.put(partition, offsets.latest(partition));
        }
        return ends;
    }

    private void looked(@Nullable Long found, @Nullable Throwable error) {
        warn(error);
        long all = emitted.values().stream().mapToLong(Long::longValue).sum();
        speed = Math.max(0, all - emittedBefore) * 1_000 / LOOK_MILLIS;
        emittedBefore = all;
        if (found != null && found != rate) {
            LOG.info("Log {} is read at {} events a second, was {}.", spec.log(), found, rate);
            rate = found;
            context.registeredReaders().keySet().forEach(this::send);
        }
        ReaderEvents.AskProgress ask = new ReaderEvents.AskProgress();
        context.registeredReaders()
                .keySet()
                .forEach(subtask -> context.sendEventToSourceReader(subtask, ask));
    }

    private void send(int subtask) {
        long share = caughtUp || rate == 0 ? 0 : Math.max(1, rate / context.currentParallelism());
        context.sendEventToSourceReader(subtask, new ReaderEvents.Rate(share));
    }

    private void warn(@Nullable Throwable error) {
        if (error != null) {
            LOG.warn("The version of log {} could not be told or asked.", spec.log(), error);
        }
    }
}
