package dev.sameriver.bench.live;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.bench.Dataset;
import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.ValueCodec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.avro.generic.GenericData;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One run's log: a topic whose records have the time of their append, and an empty archive. */
final class LiveTopic {

    private final String topic;
    private final ValueCodec codec;

    private LiveTopic(String topic, ValueCodec codec) {
        this.topic = topic;
        this.codec = codec;
    }

    static LiveTopic create(Settings settings, String topic, int partitions)
            throws IOException, InterruptedException {
        LogDefinition definition =
                LogDefinition.of(Dataset.LOG, partitions, "time", "key", null, "");
        LogArchive archive =
                LogArchive.create(
                        settings.require(Settings.ARCHIVE),
                        settings.hadoop(),
                        definition.withKafka(definition.format(), topic),
                        Dataset.SCHEMA);
        NewTopic wanted =
                new NewTopic(topic, Optional.of(partitions), Optional.empty())
                        .configs(Map.of("message.timestamp.type", "LogAppendTime"));
        try (Admin admin = Admin.create(settings.kafkaProperties())) {
            admin.createTopics(List.of(wanted)).all().get();
        } catch (ExecutionException e) {
            throw new IOException("The topic " + topic + " could not be made.", e);
        }
        return new LiveTopic(topic, ValueCodec.of(archive, null));
    }

    /** An event as a record of a partition. */
    ProducerRecord<byte[], byte[]> record(int partition, long key, long time, long number) {
        GenericData.Record event = new GenericData.Record(Dataset.SCHEMA);
        event.put(0, key);
        event.put(1, time);
        event.put(2, number);
        return new ProducerRecord<>(topic, partition, null, codec.encode(event));
    }
}
