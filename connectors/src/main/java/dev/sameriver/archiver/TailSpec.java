package dev.sameriver.archiver;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.Manifest;
import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.log.Position;
import dev.sameriver.source.HandOver;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * What the archiver does.
 *
 * @param settings where the archive and Kafka are
 * @param log the log's name
 * @param rolling when segments are sealed
 * @param once whether it ends where the committed records end when it starts
 * @param fromEarliest whether a partition of which the archive holds nothing from Kafka may start
 *     at the first offset that the topic still has
 */
record TailSpec(Settings settings, String log, Rolling rolling, boolean once, boolean fromEarliest)
        implements Serializable {

    LogArchive open() throws IOException {
        return LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), log);
    }

    /**
     * The offset that each partition of the topic is to be read from now.
     *
     * @param inJob whether the job asks, and its failure must then be final
     * @throws UserError if Kafka does not go on where the archive ends
     */
    Map<Integer, Long> starts(boolean inJob) throws IOException {
        LogArchive archive = open();
        LogDefinition definition = archive.definition();
        // The manifest first: retention that goes on after it is then seen by the check.
        Manifest manifest = archive.manifest();
        TopicOffsets kafka = TopicOffsets.read(settings.kafkaProperties(), definition.topic());
        try {
            HandOver.check(definition, manifest, kafka, fromEarliest);
        } catch (UserError e) {
            // No later attempt would find what Kafka has lost: a job must not restart for it.
            throw inJob ? new SuppressRestartsException(e) : e;
        }
        Map<Integer, Long> starts = new HashMap<>();
        for (int partition = 0; partition < kafka.partitions(); partition++) {
            starts.put(partition, start(manifest.next(partition), kafka.earliest(partition)));
        }
        return starts;
    }

    /** Where a partition starts whose next position in the archive is {@code next}. */
    long start(Position next, long earliest) {
        long wanted = HandOver.kafkaOffset(next);
        return mayStartLater(next) ? Math.max(wanted, earliest) : wanted;
    }

    /** Whether a partition may lack its first offsets. */
    boolean mayStartLater(Position next) {
        return fromEarliest && next.generation() != HandOver.KAFKA_GENERATION;
    }
}
