package dev.sameriver.kafka;

import dev.sameriver.view.UserError;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A log's topic as those who write to it need it. */
public final class LogTopic {

    private static final int PATIENCE_SECONDS = 30;

    private static final long DISCOVERY_MILLIS = 30_000;

    private LogTopic() {}

    /**
     * Creates a topic with the broker's default replication, unless it is there.
     *
     * @throws UserError if Kafka does not answer within 30 s, or refuses
     */
    public static void create(Properties client, String topic, int partitions) {
        NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty());
        try (Admin admin = KafkaAdmin.of(client, PATIENCE_SECONDS)) {
            admin.createTopics(List.of(wanted)).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failed(client, topic, e);
            }
        } catch (TimeoutException | KafkaException e) {
            throw failed(client, topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(client, topic, e);
        }
    }

    private static UserError failed(Properties client, String topic, Exception cause) {
        return new UserError(
                "A log's topic must exist or be created, but Kafka at "
                        + client.getProperty("bootstrap.servers")
                        + " did not create "
                        + topic
                        + " ("
                        + cause.getMessage()
                        + "): check --kafka, or create the topic.",
                cause);
    }

    /**
     * How often to look for partitions that were added, in milliseconds: what Kafka's own setting
     * for how old a client's knowledge of them may become says, or else 30 s; at least 100.
     */
    public static long discoveryMillis(Properties client) {
        String set = client.getProperty("metadata.max.age.ms");
        return set == null ? DISCOVERY_MILLIS : Math.max(100, Long.parseLong(set));
    }

    /** A producer that loses nothing and repeats nothing; {@code client} goes before defaults. */
    public static Producer<byte[], byte[]> producer(Properties client) {
        Properties properties = new Properties();
        properties.setProperty("linger.ms", "5");
        properties.setProperty("batch.size", "65536");
        properties.putAll(client);
        properties.setProperty("acks", "all");
        properties.setProperty("enable.idempotence", "true");
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
