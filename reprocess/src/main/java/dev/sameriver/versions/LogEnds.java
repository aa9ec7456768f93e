package dev.sameriver.versions;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.registry.LogPosition;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where logs end in Kafka. */
public final class LogEnds {

    private LogEnds() {}

    /**
     * The ends of the logs that a position is in.
     *
     * <p>For the position {@code flights:0=120} it is {@code flights:0=150,1=98} if Kafka has 150
     * and 98 offsets in the two partitions of the log's topic.
     *
     * @param settings with the addresses of the archive and of Kafka
     * @throws dev.sameriver.view.UserError if one is not set, or Kafka does not answer within 30 s
     * @throws IOException if the archive cannot be read
     */
    public static LogPosition of(Settings settings, LogPosition position) throws IOException {
        SortedMap<String, SortedMap<Integer, Long>> ends = new TreeMap<>();
        String archive = settings.require(Settings.ARCHIVE);
        settings.require(Settings.KAFKA);
        for (String log : position.offsets().keySet()) {
            String topic = LogArchive.open(archive, settings.hadoop(), log).definition().topic();
            TopicOffsets offsets = TopicOffsets.read(settings.kafkaProperties(), topic);
            SortedMap<Integer, Long> partitions = new TreeMap<>();
            for (int partition = 0; partition < offsets.partitions(); partition++) {
                partitions.put(partition, offsets.latest(partition));
            }
            ends.put(log, partitions);
        }
        return new LogPosition(ends);
    }
}
