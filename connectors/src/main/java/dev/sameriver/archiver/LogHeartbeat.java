package dev.sameriver.archiver;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.LogTopic;
import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.kafka.ValueCodec;
import dev.sameriver.log.Clock;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A heartbeat appended to every partition of a log's topic, so that all their clocks reach a time.
 *
 * @param at its time
 * @param partitions how many got one
 */
public record LogHeartbeat(Instant at, int partitions) {

    /**
     * Appends the heartbeats, and returns when Kafka has them.
     *
     * @param at null for the greatest event time of the log, over the archive and Kafka
     * @throws UserError if the time is out of range, or the log has no event to take it from
     */
    public static LogHeartbeat append(Settings settings, String log, @Nullable Instant at)
            throws IOException, InterruptedException {
        LogArchive archive =
                LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), log);
        Properties kafka = settings.kafkaProperties();
        long time = at == null ? TailTimes.greatest(archive, kafka) : at.toEpochMilli();
        if (at == null && time == Clock.NONE) {
            throw new UserError(
                    "A heartbeat without --at takes the greatest event time, but log %s has no event: pass --at."
                            .formatted(log));
        }
        if (!Clock.accepts(time)) {
            throw new UserError(
                    "A heartbeat's time must be from %s to %s, but --at is %s: choose one between."
                            .formatted(
                                    Instant.ofEpochMilli(Clock.MIN_TIME),
                                    Instant.ofEpochMilli(Clock.MAX_TIME),
                                    at));
        }
        String topic = archive.definition().topic();
        int partitions = TopicOffsets.read(kafka, topic).partitions();
        try (Producer<byte[], byte[]> producer = LogTopic.producer(kafka)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int partition = 0; partition < partitions; partition++) {
                sent.add(producer.send(ValueCodec.heartbeat(topic, partition, time)));
            }
            for (Future<RecordMetadata> future : sent) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("topic " + topic + " did not take a heartbeat", e.getCause());
        }
        return new LogHeartbeat(Instant.ofEpochMilli(time), partitions);
    }
}
