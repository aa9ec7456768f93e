package dev.sameriver.output;

import dev.sameriver.connect.Settings;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.ViewRow;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Rows as compacted topics of Kafka, in transactions that commit with Flink's checkpoints.
 *
 * <p>The rows of {@code airport_delays_v1} go to the topic {@code airport-delays-v1}. A row is JSON
 * under the JSON of its primary key, and its partition is Kafka's own choice for that key.
 */
final class KafkaOutput implements Output {

    private final KafkaTopics topics;
    private final Settings settings;

    KafkaOutput(Settings settings) {
        this.settings = settings;
        this.topics = new KafkaTopics(settings);
    }

    @Override
    public void prepare(String name, RowSchema schema, boolean early, boolean fresh) {
        IsFinal.checkNotAColumn(name, schema);
        topics.createOrCheck(KafkaTopics.topic(name));
    }

    @Override
    public void write(
            DataStream<ViewRow> rows, String name, RowSchema schema, boolean early, String uid) {
        String topic = KafkaTopics.topic(name);
        KafkaSink<ViewRow> sink =
                KafkaSink.<ViewRow>builder()
                        .setKafkaProducerConfig(producerProperties())
                        .setBootstrapServers(settings.require(Settings.KAFKA))
                        .setRecordSerializer(new RowRecord(topic, schema, early))
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        // Two jobs with one prefix would abort each other's transactions.
                        .setTransactionalIdPrefix(topic + "." + uid)
                        // Keeps the number of transactional ids to what a job needs at once.
                        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                        .build();
        rows.sinkTo(new KafkaRowSink(sink))
                .uid(uid)
                .name(uid)
                .setParallelism(rows.getParallelism());
    }

    private Properties producerProperties() {
        Properties properties = settings.kafkaProperties();
        properties.putIfAbsent(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Integer.toString(topics.transactionTimeoutMillis()));
        properties.putIfAbsent(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(KafkaTopics.RECORD_BYTES));
        return properties;
    }

    @Override
    public CloseableIterator<ViewRow> read(String name, RowSchema schema) {
        return new KafkaRows(settings, KafkaTopics.topic(name), schema);
    }
}
