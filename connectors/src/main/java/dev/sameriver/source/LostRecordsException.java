package dev.sameriver.source;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Kafka deleted records, by its retention, before they were read or archived. */
final class LostRecordsException extends IOException {

    LostRecordsException(String topic, Map<TopicPartition, Long> wanted) {
        super(
                "Kafka must hold what the archive lacks, but topic "
                        + topic
                        + " no longer has partition=offset "
                        + partitions(wanted)
                        + ": lengthen the topic's retention, run the archiver, and restart from the"
                        + " archive.");
    }

    private static Map<Integer, Long> partitions(Map<TopicPartition, Long> wanted) {
        Map<Integer, Long> partitions = new TreeMap<>();
        wanted.forEach((name, offset) -> partitions.put(name.partition(), offset));
        return partitions;
    }
}
