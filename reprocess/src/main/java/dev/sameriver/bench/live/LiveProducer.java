package dev.sameriver.bench.live;

import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.LogTopic;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Appends a load at its rate, and notes when Kafka appended the events that are watched. */
final class LiveProducer implements AutoCloseable {

    /**
     * When an event was appended.
     *
     * @param millis as the broker's clock says, since 1970-01-01T00:00Z
     */
    record Appended(Marked marked, long number, long millis) {}

    private static final long PAUSE_NANOS = 1_000_000;

    private final LiveLoad load;
    private final LiveTopic topic;
    private final Producer<byte[], byte[]> producer;
    private final Queue<Appended> appended = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    LiveProducer(LiveLoad load, LiveTopic topic, Settings settings) {
        this.load = load;
        this.topic = topic;
        this.producer = LogTopic.producer(settings.kafkaProperties());
    }

    /** Appends one event to each partition, of keys below 0, which no load has. */
    void appendToAll(long time) throws IOException {
        for (int partition = 0; partition < load.partitions(); partition++) {
            producer.send(topic.record(partition, -1 - partition, time, -1), this::done);
        }
        flush();
    }

    /** Appends all events, each when it is due; says how long that took. */
    Duration appendLoad() throws IOException {
        long start = System.nanoTime();
        long next = 0;
        while (next < load.events()) {
            long due = (System.nanoTime() - start) / 1_000_000 * load.rate() / 1_000 + 1;
            while (next < Math.min(due, load.events())) {
                append(next++);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        flush();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** The watched events behind the warm-up. */
    Queue<Appended> appended() {
        return appended;
    }

    private void append(long event) {
        long key = load.key(event);
        long time = load.time(event);
        int partition = (int) (key % load.partitions());
        boolean watched = event >= load.warmUpEvents() && load.isMarker(key);
        producer.send(
                topic.record(partition, key, time, event),
                (metadata, error) -> {
                    done(metadata, error);
                    if (watched && error == null) {
                        appended.add(
                                new Appended(Marked.of(key, time), event, metadata.timestamp()));
                    }
                });
    }

    private void done(RecordMetadata metadata, @Nullable Exception error) {
        if (error != null) {
            failure.compareAndSet(null, error);
        }
    }

    private void flush() throws IOException {
        producer.flush();
        Exception error = failure.get();
        if (error != null) {
            throw new IOException("An event could not be appended.", error);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
