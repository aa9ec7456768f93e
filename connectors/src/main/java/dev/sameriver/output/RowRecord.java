package dev.sameriver.output;

import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A row as a record of a topic. */
final class RowRecord
        implements KafkaRecordSerializationSchema<ViewRow>, KafkaDatasetFacetProvider {

    private static final long serialVersionUID = 1L;

    private final String topic;
    private final RowSchema schema;
    private final boolean early;

    private transient @Nullable RowJson json;

    RowRecord(String topic, RowSchema schema, boolean early) {
        this.topic = topic;
        this.schema = schema;
        this.early = early;
    }

    @Override
    public void open(InitializationContext context, KafkaSinkContext sinkContext) {
        json = new RowJson(schema, early);
    }

    /** Tells the sink its topic, in which it looks for the transactions of an earlier attempt. */
    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(
                new DefaultKafkaDatasetFacet(
                        DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            ViewRow given, KafkaSinkContext context, @Nullable Long timestamp) {
        RowJson codec = json;
        if (codec == null) {
            throw new IllegalStateException("open() comes first");
        }
        ViewRow row = Storable.row(schema, given);
        // No event time as the record's: brokers refuse times ahead of theirs, as of the year 9999.
        return new ProducerRecord<>(topic, codec.key(row), codec.value(row));
    }
}
