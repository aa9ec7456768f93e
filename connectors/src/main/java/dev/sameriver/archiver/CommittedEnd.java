package dev.sameriver.archiver;

import dev.sameriver.kafka.TopicOffsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions end where their committed records end when the job starts, so that a transaction left
 * open holds nothing up.
 */
record CommittedEnd(Properties client, String topic) implements OffsetsInitializer {

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever ignored) {
        TopicOffsets kafka = TopicOffsets.readCommitted(client, topic);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        partitions.forEach(name -> offsets.put(name, kafka.latest(name.partition())));
        return offsets;
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
