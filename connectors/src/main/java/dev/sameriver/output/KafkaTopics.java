package dev.sameriver.output;

import dev.sameriver.connect.Settings;
import dev.sameriver.view.UserError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics that rows go to: creates them, or checks those that are there. */
final class KafkaTopics {

    /** How many partitions a topic has; 4 where it is not set and the topic is new. */
    static final String PARTITIONS = "output.partitions";

    /** The greatest row: a log's record has 1 MB at most by default, and text grows in JSON. */
    static final int RECORD_BYTES = 8 << 20;

    private static final int DEFAULT_PARTITIONS = 4;
    private static final int RECORD_OVERHEAD_BYTES = 4 << 10;
    private static final int TRANSACTION_TIMEOUT_MILLIS = 10 * 60 * 1_000;
    private static final String BROKER_TRANSACTION_TIMEOUT = "transaction.max.timeout.ms";

    private final Settings settings;
    private final Optional<Integer> partitions;

    KafkaTopics(Settings settings) {
        settings.require(Settings.KAFKA);
        this.settings = settings;
        this.partitions = settings.find(PARTITIONS).map(KafkaTopics::partitions);
    }

    private static int partitions(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same sentence as a number below 1.
        }
        throw new UserError(
                "A topic has 1 partition or more, but "
                        + PARTITIONS
                        + " is "
                        + text
                        + ": set it to a number such as 4.");
    }

    /** The topic of a name: Kafka takes _ and . for the same in places, so _ becomes -. */
    static String topic(String name) {
        return name.replace('_', '-');
    }

    void createOrCheck(String topic) {
        try (Admin admin = Admin.create(settings.kafkaProperties())) {
            if (!create(admin, topic)) {
                check(admin, topic);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw failed("prepare the topic " + topic, e);
        }
    }

    private boolean create(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        NewTopic wanted =
                new NewTopic(
                                topic,
                                Optional.of(partitions.orElse(DEFAULT_PARTITIONS)),
                                Optional.empty())
                        .configs(
                                Map.of(
                                        TopicConfig.CLEANUP_POLICY_CONFIG,
                                        TopicConfig.CLEANUP_POLICY_COMPACT,
                                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                        Integer.toString(RECORD_BYTES + RECORD_OVERHEAD_BYTES)));
        try {
            admin.createTopics(List.of(wanted)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    private void check(Admin admin, String topic) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        String cleanup = config(admin, resource).get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        if (!cleanup.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new UserError(
                    "A view's topic must be compacted, but "
                            + topic
                            + " has cleanup.policy="
                            + cleanup
                            + ": set it to compact, or delete the topic.");
        }
        TopicDescription found =
                admin.describeTopics(List.of(topic))
                        .topicNameValues()
                        .values()
                        .iterator()
                        .next()
                        .get();
        int count = found.partitions().size();
        if (partitions.isPresent() && partitions.get() != count) {
            throw new UserError(
                    "An existing topic keeps its partitions, but "
                            + topic
                            + " has "
                            + count
                            + " and "
                            + PARTITIONS
                            + " is "
                            + partitions.get()
                            + ": leave the setting out, or delete the topic.");
        }
    }

    /** Ten minutes, or the broker's maximum where that is less. */
    int transactionTimeoutMillis() {
        try (Admin admin = Admin.create(settings.kafkaProperties())) {
            int node = admin.describeCluster().nodes().get().iterator().next().id();
            ConfigResource broker =
                    new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(node));
            String most = config(admin, broker).get(BROKER_TRANSACTION_TIMEOUT).value();
            return Math.min(TRANSACTION_TIMEOUT_MILLIS, Integer.parseInt(most));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw failed("tell " + BROKER_TRANSACTION_TIMEOUT, e);
        }
    }

    private static Config config(Admin admin, ConfigResource resource)
            throws ExecutionException, InterruptedException {
        return admin.describeConfigs(List.of(resource)).values().values().iterator().next().get();
    }

    private UserError failed(String what, ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new UserError(
                "Kafka at "
                        + settings.require(Settings.KAFKA)
                        + " could not "
                        + what
                        + " ("
                        + cause.getMessage()
                        + "): check --kafka and that the broker is up.",
                cause);
    }
}
