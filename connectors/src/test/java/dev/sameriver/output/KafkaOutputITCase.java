package dev.sameriver.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.connect.Settings;
import dev.sameriver.view.UserError;
import dev.sameriver.view.ViewRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class KafkaOutputITCase {

    private final Settings settings = Servers.kafka();
    private final Output output = Output.of("kafka", settings);

    @Test
    void rowsComeBackAsTheyWent() throws Exception {
        output.prepare("hard_v1", Samples.SCHEMA, false, true);
        for (int run = 0; run < 2; run++) {
            Jobs.write(output, "hard_v1", Samples.hard(), false);
            assertThat(Samples.lines(Samples.drain(output.read("hard_v1", Samples.SCHEMA))))
                    .isEqualTo(Samples.lines(Samples.hard()));
        }
        output.prepare("hard_v1", Samples.SCHEMA, false, false);
    }

    @Test
    void jobThatFailsHalfWayCommitsEveryRowOnceInItsKeysPartition() throws Exception {
        output.prepare("failing_v1", Samples.SCHEMA, false, true);
        Jobs.stream(output, "failing_v1", true);
        List<String> lines = new ArrayList<>();
        RowJson json = new RowJson(Samples.SCHEMA, false);
        for (ConsumerRecord<byte[], byte[]> record : committed("failing-v1")) {
            ViewRow row = json.row(record.value());
            lines.addAll(Samples.lines(List.of(row)));
            assertThat(record.partition())
                    .isEqualTo(BuiltInPartitioner.partitionForKey(json.key(row), 4));
        }
        lines.sort(null);
        assertThat(lines)
                .isEqualTo(
                        Samples.lines(
                                LongStream.range(0, Jobs.COUNT)
                                        .mapToObj(Samples::numbered)
                                        .toList()));
    }

    /** Each would hold all classes of its job in memory. */
    @Test
    void noClientIsLeftBehindByAJobThatFailedOnItsWay() throws Exception {
        output.prepare("closed_v1", Samples.SCHEMA, false, true);
        Jobs.stream(output, "closed_v1", true);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("kafka-admin-client-thread"));
    }

    @Test
    void lastValueOfAKeyIsReadWithItsFinality() throws Exception {
        ViewRow early = Samples.row(false, "ATL", 0L, 1L, null, null, null, null);
        ViewRow last = Samples.row(true, "ATL", 0L, 3L, null, null, null, null);
        ViewRow open = Samples.row(false, "ORD", 0L, 2L, null, null, null, null);
        output.prepare("early_v1", Samples.SCHEMA, true, true);
        Jobs.write(output, "early_v1", List.of(early, last, open), true);
        assertThat(Samples.drain(output.read("early_v1", Samples.SCHEMA)))
                .containsExactlyInAnyOrder(last, open);
    }

    @Test
    void topicThatIsNotCompactedOrHasOtherPartitionsIsRefused() throws Exception {
        try (Admin admin = Admin.create(settings.kafkaProperties())) {
            admin.createTopics(List.of(new NewTopic("plain-v1", Optional.of(4), Optional.empty())))
                    .all()
                    .get();
        }
        assertThatThrownBy(() -> output.prepare("plain_v1", Samples.SCHEMA, false, true))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("plain-v1 has cleanup.policy=delete");

        output.prepare("four_v1", Samples.SCHEMA, false, true);
        Output three =
                Output.of("kafka", settings.overriddenBy(Map.of(KafkaTopics.PARTITIONS, "3")));
        assertThatThrownBy(() -> three.prepare("four_v1", Samples.SCHEMA, false, true))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("four-v1 has 4 and output.partitions is 3");
    }

    @Test
    void transactionTimeoutStaysWithinTheBrokersMaximum() {
        assertThat(new KafkaTopics(settings).transactionTimeoutMillis()).isEqualTo(300_000);
    }

    @Test
    void topicThatIsNotThereIsRefusedByAReader() {
        assertThatThrownBy(() -> output.read("nowhere_v1", Samples.SCHEMA))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no nowhere-v1");
    }

    /** All committed records of a topic of 4 partitions, in the order of each partition. */
    private List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        Properties properties = settings.kafkaProperties();
        properties.setProperty("isolation.level", "read_committed");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            partitions.add(new TopicPartition(topic, i));
        }
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }
}
