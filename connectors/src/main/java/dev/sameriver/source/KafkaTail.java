package dev.sameriver.source;

import dev.sameriver.archive.LogRow;
import dev.sameriver.kafka.ValueCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that a reader follows in Kafka, through one consumer.
 *
 * <p>What was fetched waits per partition until its turn comes; a partition with enough waiting is
 * paused, so that one that is far behind the others in time costs no memory.
 */
final class KafkaTail implements AutoCloseable {

    private static final int ENOUGH = 10_000;

    private final String topic;
    private final ValueCodec codec;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Integer, ArrayDeque<ConsumerRecord<byte[], byte[]>>> waiting =
            new HashMap<>();
    private final Set<Integer> partitions = new HashSet<>();

    KafkaTail(Properties client, String topic, ValueCodec codec) {
        this.topic = topic;
        this.codec = codec;
        Properties properties = new Properties();
        properties.setProperty("isolation.level", "read_committed");
        properties.putAll(client);
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "none");
        properties.remove("group.id");
        this.consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Starts to follow a partition. */
    void follow(int partition, long offset) {
        partitions.add(partition);
        waiting.put(partition, new ArrayDeque<>());
        consumer.assign(partitions.stream().map(this::name).toList());
        consumer.seek(name(partition), offset);
    }

    /** Ceases to follow a partition. */
    void leave(int partition) {
        partitions.remove(partition);
        waiting.remove(partition);
        consumer.assign(partitions.stream().map(this::name).toList());
    }

    /** The next row of a partition, or null if none waits. */
    @Nullable LogRow next(int partition) throws IOException {
        ArrayDeque<ConsumerRecord<byte[], byte[]>> records = waiting.get(partition);
        ConsumerRecord<byte[], byte[]> record = records == null ? null : records.poll();
        return record == null
                ? null
                : codec.decode(record.offset(), record.value(), record.headers());
    }

    /** Whether nothing waits and nothing more was in Kafka when it was asked last. */
    boolean atTail(int partition) {
        ArrayDeque<ConsumerRecord<byte[], byte[]>> records = waiting.get(partition);
        if (records != null && !records.isEmpty()) {
            return false;
        }
        try {
            return consumer.currentLag(name(partition)).orElse(1L) == 0;
        } catch (WakeupException e) {
            return false;
        }
    }

    /** The offset that follows all that was fetched of a partition, holes behind it included. */
    long fetchedTo(int partition) {
        return consumer.position(name(partition));
    }

    boolean isEmpty() {
        return partitions.isEmpty();
    }

    /**
     * Fetches what there is, waiting for at most {@code timeout}; returns at once after {@link
     * #wakeUp}.
     *
     * @throws LostRecordsException if Kafka no longer has the next offset of a partition
     */
    void poll(Duration timeout) throws LostRecordsException {
        for (Map.Entry<Integer, ArrayDeque<ConsumerRecord<byte[], byte[]>>> entry :
                waiting.entrySet()) {
            List<TopicPartition> name = List.of(name(entry.getKey()));
            if (entry.getValue().size() >= ENOUGH) {
                consumer.pause(name);
            } else {
                consumer.resume(name);
            }
        }
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
                ArrayDeque<ConsumerRecord<byte[], byte[]>> records =
                        waiting.get(record.partition());
                if (records != null) {
                    records.add(record);
                }
            }
        } catch (WakeupException e) {
            return;
        } catch (OffsetOutOfRangeException e) {
            throw new LostRecordsException(topic, e.offsetOutOfRangePartitions());
        }
    }

    /** Makes a {@link #poll} in another thread, or the next one, return. */
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private TopicPartition name(int partition) {
        return new TopicPartition(topic, partition);
    }
}
