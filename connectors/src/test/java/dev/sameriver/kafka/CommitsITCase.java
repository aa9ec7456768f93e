package dev.sameriver.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.output.Servers;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class CommitsITCase {

    private static final String TOPIC = "commits";

    /** Kafka takes its time to write a commit into this many, after it has answered. */
    private static final int PARTITIONS = 400;

    /** A record and the marker of its commit. */
    private static final long OFFSETS_OF_A_TRANSACTION = 2;

    @Test
    void committedEndIsBehindATransactionAsSoonAsItsCommitReturns() throws Exception {
        Properties client = Servers.kafka().kafkaProperties();
        create(client);
        try (Admin admin = Admin.create(client);
                KafkaProducer<byte[], byte[]> committed = producer(client, "committed");
                KafkaProducer<byte[], byte[]> open = producer(client, "open")) {
            for (int transactions = 1; transactions <= 5; transactions++) {
                begin(committed);
                committed.commitTransaction();
                assertThat(ends(admin)).containsOnly(OFFSETS_OF_A_TRANSACTION * transactions);
            }
            begin(open);
            assertThat(ends(admin)).containsOnly(OFFSETS_OF_A_TRANSACTION * 5);
            open.abortTransaction();
        }
    }

    private static List<Long> ends(Admin admin) throws Exception {
        return List.copyOf(TopicOffsets.committedEnds(admin, TOPIC, PARTITIONS).values());
    }

    private static void begin(KafkaProducer<byte[], byte[]> producer) {
        producer.beginTransaction();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            producer.send(new ProducerRecord<>(TOPIC, partition, null, new byte[1]));
        }
        producer.flush();
    }

    private static KafkaProducer<byte[], byte[]> producer(Properties client, String id) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private static void create(Properties client) throws Exception {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(
                            List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        }
    }
}
