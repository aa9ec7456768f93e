package dev.sameriver.archiver;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogRow;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.RecordKind;
import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.kafka.ValueCodec;
import dev.sameriver.log.Clock;
import dev.sameriver.source.HandOver;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads Kafka's tail of a log for the greatest event time in it. */
final class TailTimes {

    private static final Duration POLL = Duration.ofMillis(500);

    private TailTimes() {}

    /**
     * The greatest time of the log's events and heartbeats, in the archive and in what Kafka has
     * committed behind it by now; {@link Clock#NONE} if none.
     */
    static long greatest(LogArchive archive, Properties kafka) throws IOException {
        String topic = archive.definition().topic();
        Manifest manifest = archive.manifest();
        TopicOffsets offsets = TopicOffsets.readCommitted(kafka, topic);
        long greatest = Clock.NONE;
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (int partition = 0; partition < offsets.partitions(); partition++) {
            greatest = Math.max(greatest, manifest.greatest(partition));
            long start =
                    Math.max(
                            HandOver.kafkaOffset(manifest.next(partition)),
                            offsets.earliest(partition));
            if (start < offsets.latest(partition)) {
                starts.put(new TopicPartition(topic, partition), start);
            }
        }
        ValueCodec codec = ValueCodec.of(archive, null);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            consumer.assign(starts.keySet());
            starts.forEach(consumer::seek);
            while (!atEnd(consumer, offsets)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    LogRow row = codec.decode(record.offset(), record.value(), record.headers());
                    if (row.kind() != RecordKind.DEAD) {
                        greatest = Math.max(greatest, row.time());
                    }
                }
            }
        }
        return greatest;
    }

    private static boolean atEnd(KafkaConsumer<byte[], byte[]> consumer, TopicOffsets offsets) {
        return consumer.assignment().stream()
                .allMatch(name -> consumer.position(name) >= offsets.latest(name.partition()));
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Properties kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.setProperty("isolation.level", "read_committed");
        properties.setProperty("enable.auto.commit", "false");
        properties.setProperty("auto.offset.reset", "none");
        properties.remove("group.id");
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
