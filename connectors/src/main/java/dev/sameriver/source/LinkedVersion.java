package dev.sameriver.source;

import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final SplitEnumeratorContext<LogSplit> context;
    private final SourceSpec spec;
    private final VersionLink link;
    private final Throttle throttle;

    private final Map<Integer, ReaderEvents.SplitProgress> reached = new HashMap<>();
    private final Map<Integer, Long> emitted = new HashMap<>();

    /** How many events a second readers emitted between the last two looks; for the worker. */
    private volatile long speed;

    private long emittedBefore;
    private long rate;
    private boolean caughtUp;

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
            context.registeredReaders().keySet().forEach(this::send);
        }
    }

    void progress(int subtask, long events) {
        emitted.put(subtask, events);
    }

    /**
     * @param partitions how many the log has
     */
    void reached(List<ReaderEvents.SplitProgress> splits, int partitions) {
        splits.forEach(split -> reached.put(split.position().partition(), split));
        Map<Integer, Long> offsets = new HashMap<>();
        long least = reached.size() < partitions ? Clock.NONE : Long.MAX_VALUE;
        boolean atTail = reached.size() == partitions;
        for (ReaderEvents.SplitProgress split : reached.values()) {
            Position position = split.position();
            boolean inKafka = position.generation() == HandOver.KAFKA_GENERATION;
            offsets.put(position.partition(), inKafka ? position.offset() : -1);
            least = Math.min(least, split.greatest());
            atTail &= split.reachedTail();
        }
        long clock = Clock.of(least, spec.bound());
        boolean tail = atTail;
        context.callAsync(
                () -> {
                    link.reached(spec.log(), offsets, clock, tail);
                    return tail;
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
