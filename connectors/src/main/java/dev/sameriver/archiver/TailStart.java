package dev.sameriver.archiver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** Partitions start where the manifest ends; an offset that Kafka lost is never passed over. */
record TailStart(TailSpec spec) implements OffsetsInitializer {

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever ignored) {
        try {
            Map<Integer, Long> starts = spec.starts(true);
            Map<TopicPartition, Long> offsets = new HashMap<>();
            for (TopicPartition name : partitions) {
                offsets.put(name, Objects.requireNonNull(starts.get(name.partition())));
            }
            return offsets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
