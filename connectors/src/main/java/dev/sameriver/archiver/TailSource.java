package dev.sameriver.archiver;

import java.io.IOException;
import java.util.Properties;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Kafka's source, with starts that always come from the manifest. */
final class TailSource implements Source<TailRecord, KafkaPartitionSplit, KafkaSourceEnumState> {

    private final TailSpec spec;
    private final String topic;
    private final KafkaSource<TailRecord> kafka;

    TailSource(TailSpec spec, String topic) {
        this.spec = spec;
        this.topic = topic;
        Properties client = spec.settings().kafkaProperties();
        client.putIfAbsent("max.poll.records", "5000");
        client.setProperty("isolation.level", "read_committed");
        client.setProperty("enable.auto.commit", "false");
        // New partitions start at offset 0, which only a check against the manifest may promise.
        client.setProperty("partition.discovery.interval.ms", "-1");
        client.remove("group.id");
        KafkaSourceBuilder<TailRecord> builder =
                KafkaSource.<TailRecord>builder()
                        .setProperties(client)
                        .setTopics(topic)
                        .setStartingOffsets(new TailStart(spec))
                        .setDeserializer(new TailDeserializer());
        if (spec.once()) {
            builder.setBounded(new CommittedEnd(spec.settings().kafkaProperties(), topic));
        }
        this.kafka = builder.build();
    }

    @Override
    public Boundedness getBoundedness() {
        return kafka.getBoundedness();
    }

    @Override
    public SourceReader<TailRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
            throws Exception {
        return kafka.createReader(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return new TailEnumerator(spec, topic, kafka.createEnumerator(context), context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
            throws IOException {
        // Partitions that the checkpoint does not know start at Kafka's first offset.
        spec.starts(true);
        return new TailEnumerator(spec, topic, kafka.restoreEnumerator(context, state), context);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return kafka.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return kafka.getEnumeratorCheckpointSerializer();
    }
}
