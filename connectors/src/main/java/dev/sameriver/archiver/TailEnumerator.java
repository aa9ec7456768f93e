package dev.sameriver.archiver;

import dev.sameriver.kafka.LogTopic;
import dev.sameriver.kafka.TopicOffsets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's enumerator, but partitions that come back from a failed task go on where the manifest
 * ends by now. Without it they would go back to where the job once started, which may be days ago.
 *
 * <p>When the topic has more partitions than the job reads, the job is failed, to start again with
 * all of them: where they start is then checked against the manifest like all else.
 */
final class TailEnumerator implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

    private static final Logger LOG = LoggerFactory.getLogger(TailEnumerator.class);

    private final TailSpec spec;
    private final String topic;
    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka;
    private final SplitEnumeratorContext<KafkaPartitionSplit> context;

    TailEnumerator(
            TailSpec spec,
            String topic,
            SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka,
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        this.spec = spec;
        this.topic = topic;
        this.kafka = kafka;
        this.context = context;
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
        if (!spec.once()) {
            long interval = LogTopic.discoveryMillis(spec.settings().kafkaProperties());
            context.callAsync(this::partitions, this::requireNoMore, interval, interval);
        }
    }

    private int partitions() throws IOException {
        return TopicOffsets.read(spec.settings().kafkaProperties(), topic).partitions();
    }

    private void requireNoMore(@Nullable Integer there, @Nullable Throwable error) {
        if (there == null) {
            LOG.warn("New partitions of topic {} could not be looked for.", topic, error);
            return;
        }
        int read = partitionsRead();
        if (read > 0 && there > read) {
            throw new FlinkRuntimeException(
                    "Topic %s has %d partitions now, and this job reads %d: it starts again to read all."
                            .formatted(topic, there, read));
        }
    }

    /** How many partitions the job reads; 0 as long as Kafka has not been asked. */
    private int partitionsRead() {
        try {
            return kafka.snapshotState(-1).splits().size();
        } catch (Exception e) {
            throw new FlinkRuntimeException(e);
        }
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
