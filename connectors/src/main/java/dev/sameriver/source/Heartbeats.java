package dev.sameriver.source;

import dev.sameriver.kafka.LogTopic;
import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.kafka.ValueCodec;
import dev.sameriver.log.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps quiet partitions from holding the watermark: appends to each that has been quiet between
 * two beats a heartbeat at the greatest event time of the log. Time thus advances through the log
 * only, and every later reader sees it advance at the same place.
 */
final class Heartbeats {

    private static final int PATIENCE_SECONDS = 30;

    private final SourceSpec spec;

    /** What readers said last, by partition; told by one thread, used by another. */
    private final Map<Integer, ReaderEvents.SplitProgress> latest = new ConcurrentHashMap<>();

    /**
     * Where each partition was at the beat before; behind a heartbeat of ours, as if it were not.
     */
    private final Map<Integer, Position> before = new HashMap<>();

    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable String topic;

    Heartbeats(SourceSpec spec) {
        this.spec = spec;
    }

    void progress(List<ReaderEvents.SplitProgress> splits) {
        splits.forEach(split -> latest.put(split.position().partition(), split));
    }

    /**
     * Appends the heartbeats that are due: to partitions that were at Kafka's tail at two beats
     * with nothing in between, at the least of the greatest times of those that move. More is not
     * needed for them not to hold the watermark, and where all are quiet time stands still.
     *
     * @return how many
     */
    int beat() throws IOException {
        Map<Integer, ReaderEvents.SplitProgress> said = Map.copyOf(latest);
        latest.clear();
        List<ReaderEvents.SplitProgress> quiet = new ArrayList<>();
        long moving = Long.MAX_VALUE;
        for (ReaderEvents.SplitProgress split : said.values()) {
            Position last = before.put(split.position().partition(), split.position());
            if (split.reachedTail() && split.position().equals(last)) {
                quiet.add(split);
            } else {
                moving = Math.min(moving, split.greatest());
            }
        }
        if (quiet.isEmpty() || moving == Long.MAX_VALUE) {
            return 0;
        }
        return append(quiet, moving);
    }

    private int append(List<ReaderEvents.SplitProgress> quiet, long time) throws IOException {
        TopicOffsets ends = TopicOffsets.read(spec.settings().kafkaProperties(), topic());
        int appended = 0;
        for (ReaderEvents.SplitProgress split : quiet) {
            int partition = split.position().partition();
            boolean unread = ends.latest(partition) > split.position().offset();
            if (unread || split.greatest() >= time) {
                continue;
            }
            long offset = send(partition, time);
            before.put(partition, new Position(HandOver.KAFKA_GENERATION, partition, offset + 1));
            appended++;
        }
        return appended;
    }

    private long send(int partition, long time) throws IOException {
        try {
            return producer()
                    .send(ValueCodec.heartbeat(topic(), partition, time))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .offset();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("A heartbeat could not be appended to " + topic(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("A heartbeat was interrupted", e);
        }
    }

    void close() {
        if (producer != null) {
            producer.close();
        }
    }

    private String topic() throws IOException {
        if (topic == null) {
            topic = spec.open().definition().topic();
        }
        return topic;
    }

    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = LogTopic.producer(spec.settings().kafkaProperties());
        }
        return producer;
    }
}
