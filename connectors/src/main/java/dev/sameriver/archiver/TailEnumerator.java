package dev.sameriver.archiver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's enumerator, but partitions that come back from a failed task go on where the manifest
 * ends by now. Without it they would go back to where the job once started, which may be days ago.
 */
final class TailEnumerator implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

    private final TailSpec spec;
    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka;

    TailEnumerator(
            TailSpec spec, SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka) {
        this.spec = spec;
        this.kafka = kafka;
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
        try {
            Map<Integer, Long> starts = spec.starts(true);
            kafka.addSplitsBack(
                    splits.stream().map(split -> moved(split, starts)).toList(), subtask);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KafkaPartitionSplit moved(KafkaPartitionSplit split, Map<Integer, Long> starts) {
        return new KafkaPartitionSplit(
                split.getTopicPartition(),
                starts.getOrDefault(split.getPartition(), split.getStartingOffset()),
                split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
    }

    @Override
    public void start() {
        kafka.start();
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {
        kafka.handleSplitRequest(subtask, host);
    }

    @Override
    public void addReader(int subtask) {
        kafka.addReader(subtask);
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpoint) throws Exception {
        return kafka.snapshotState(checkpoint);
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
        kafka.notifyCheckpointComplete(checkpoint);
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        kafka.handleSourceEvent(subtask, event);
    }

    @Override
    public void close() throws IOException {
        kafka.close();
    }
}
