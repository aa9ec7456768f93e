package dev.sameriver.kafka;

import dev.sameriver.connect.Unavailable;
import dev.sameriver.view.UserError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The first offset of each partition of a topic, and the offset after the last one. */
public final class TopicOffsets {

    private static final int PATIENCE_SECONDS = 30;

    private final Map<Integer, Long> earliest;
    private final Map<Integer, Long> latest;

    private TopicOffsets(Map<Integer, Long> earliest, Map<Integer, Long> latest) {
        this.earliest = earliest;
        this.latest = latest;
    }

    /**
     * Asks Kafka; the end is behind all records, those of open transactions included.
     *
     * @throws UserError if the topic is not there, or Kafka does not answer within 30 s
     */
    public static TopicOffsets read(Properties client, String topic) {
        return read(client, topic, false);
    }

    /**
     * Asks Kafka; the end is before the first record of the first open transaction. One whose
     * commit or abort Kafka has answered is waited for, until that is in the partitions too; unless
     * the client may not describe it.
     *
     * @throws UserError if the topic is not there, or Kafka does not answer within 30 s
     */
    public static TopicOffsets readCommitted(Properties client, String topic) {
        return read(client, topic, true);
    }

    private static TopicOffsets read(Properties client, String topic, boolean committed) {
        try (Admin admin = KafkaAdmin.of(client, PATIENCE_SECONDS)) {
            return read(admin, topic, committed);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new UserError(
                        "A log's topic must exist, but Kafka at "
                                + client.getProperty("bootstrap.servers")
                                + " has no topic "
                                + topic
                                + ": create it, with as many partitions as the log has.",
                        e);
            }
            throw unreachable(client, e);
        } catch (TimeoutException | KafkaException e) {
            throw unreachable(client, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(client, e);
        }
    }

    private static TopicOffsets read(Admin admin, String topic, boolean committed)
            throws ExecutionException, InterruptedException, TimeoutException {
        int partitions =
                Objects.requireNonNull(
                                admin.describeTopics(List.of(topic))
                                        .allTopicNames()
                                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                                        .get(topic))
                        .partitions()
                        .size();
        return new TopicOffsets(
                offsets(
                        admin,
                        topic,
                        partitions,
                        OffsetSpec.earliest(),
                        IsolationLevel.READ_UNCOMMITTED),
                committed
                        ? committedEnds(admin, topic, partitions)
                        : ends(admin, topic, partitions, IsolationLevel.READ_UNCOMMITTED));
    }

    /** How many partitions the topic has. */
    public int partitions() {
        return latest.size();
    }

    /** The first offset that a partition still has. */
    public long earliest(int partition) {
        return earliest.getOrDefault(partition, 0L);
    }

    /** The offset after a partition's last. */
    public long latest(int partition) {
        return latest.getOrDefault(partition, 0L);
    }

    /** How many offsets there are from the first to the last of all partitions. */
    public long records() {
        long records = 0;
        for (int partition = 0; partition < partitions(); partition++) {
            records += latest(partition) - earliest(partition);
        }
        return records;
    }

    /** Where the committed records of each partition end; commits on their way count as done. */
    static Map<Integer, Long> committedEnds(Admin admin, String topic, int partitions)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<Integer, Long> committed =
                ends(admin, topic, partitions, IsolationLevel.READ_COMMITTED);
        if (committed.equals(ends(admin, topic, partitions, IsolationLevel.READ_UNCOMMITTED))) {
            return committed;
        }
        Commits.await(admin, topic, PATIENCE_SECONDS);
        return ends(admin, topic, partitions, IsolationLevel.READ_COMMITTED);
    }

    private static Map<Integer, Long> ends(
            Admin admin, String topic, int partitions, IsolationLevel isolation)
            throws ExecutionException, InterruptedException, TimeoutException {
        return offsets(admin, topic, partitions, OffsetSpec.latest(), isolation);
    }

    private static Map<Integer, Long> offsets(
            Admin admin, String topic, int partitions, OffsetSpec spec, IsolationLevel isolation)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            asked.put(new TopicPartition(topic, partition), spec);
        }
        Map<Integer, Long> offsets = new HashMap<>();
        admin.listOffsets(asked, new ListOffsetsOptions(isolation))
                .all()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .forEach((name, info) -> offsets.put(name.partition(), info.offset()));
        return offsets;
    }

    private static Unavailable unreachable(Properties client, Throwable cause) {
        return new Unavailable(
                "Kafka must answer within "
                        + PATIENCE_SECONDS
                        + " s, but --kafka "
                        + client.getProperty("bootstrap.servers")
                        + " does not ("
                        + (cause.getMessage() == null ? "no answer" : cause.getMessage())
                        + "): check the address, or start it.",
                cause);
    }
}
