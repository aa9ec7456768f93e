package dev.sameriver.output;

import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Properties;
import java.util.Queue;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The last committed value of every key of a topic, up to where it ended when it was opened. A key
 * has one partition, so one partition's rows are held in memory at a time.
 */
final class KafkaRows implements CloseableIterator<ViewRow> {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MOST_EMPTY_POLLS = 60;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RowJson json;
    private final TopicOffsets ends;
    private final Queue<TopicPartition> partitions = new ArrayDeque<>();
    private Iterator<byte[]> values = Collections.emptyIterator();

    KafkaRows(Settings settings, String topic, RowSchema schema) {
        Properties properties = settings.kafkaProperties();
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // The end is known, so no answer has to wait for records to come.
        properties.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "0");
        properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        this.json = new RowJson(schema, false);
        this.consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            consumer.close();
            throw new UserError(
                    "A topic can be read once a run has made it, but Kafka has no "
                            + topic
                            + ": run the view with --output kafka first.");
        }
        found.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        try {
            this.ends = TopicOffsets.readCommitted(settings.kafkaProperties(), topic);
        } catch (UserError e) {
            consumer.close();
            throw e;
        }
    }

    @Override
    public boolean hasNext() {
        while (!values.hasNext() && !partitions.isEmpty()) {
            values = lastValues(partitions.remove());
        }
        return values.hasNext();
    }

    private Iterator<byte[]> lastValues(TopicPartition partition) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = ends.latest(partition.partition());
        Map<ByteBuffer, byte[]> last = new LinkedHashMap<>();
        for (int empty = 0; consumer.position(partition) < end; ) {
            long before = consumer.position(partition);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                last.put(ByteBuffer.wrap(record.key()), record.value());
            }
            empty = consumer.position(partition) == before ? empty + 1 : 0;
            if (empty == MOST_EMPTY_POLLS) {
                throw new IllegalStateException(
                        "Kafka gave nothing of "
                                + partition
                                + " between "
                                + before
                                + " and "
                                + end
                                + " for a minute.");
            }
        }
        return last.values().iterator();
    }

    @Override
    public ViewRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            return json.row(values.next());
        } catch (IOException e) {
            throw new IllegalStateException("A record of the topic is no row of this view.", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
