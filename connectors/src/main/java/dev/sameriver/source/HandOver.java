package dev.sameriver.source;

import dev.sameriver.archive.LogDefinition;
import dev.sameriver.archive.Manifest;
import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.log.Position;
import dev.sameriver.view.UserError;

/**
 * The rule that Kafka goes on exactly where the archive ends, asked before anything follows Kafka.
 *
 * <p>Example: an archive whose partition 2 ends before offset 5,000 of Kafka's generation goes on
 * in a topic that holds offsets [4,200, 6,000) of that partition, but not in one that holds [5,100,
 * 6,000): offsets 5,000 to 5,099 are lost.
 */
public final class HandOver {

    /** What Kafka holds; generation 0 is imported. */
    public static final int KAFKA_GENERATION = 1;

    private HandOver() {}

    /** The first offset of Kafka that the archive lacks of a partition. */
    public static long kafkaOffset(Position next) {
        return next.generation() == KAFKA_GENERATION ? next.offset() : 0;
    }

    /**
     * @throws UserError if Kafka lacks partitions, no longer has what the archive lacks, or ends
     *     before the archive does
     */
    public static void check(LogDefinition log, Manifest manifest, TopicOffsets kafka) {
        check(log, manifest, kafka, 0);
    }

    /**
     * As the other one, of the partitions from {@code first} on.
     *
     * @param first 0 or greater
     */
    static void check(LogDefinition log, Manifest manifest, TopicOffsets kafka, int first) {
        check(log, manifest, kafka, first, false);
    }

    /**
     * As the other one.
     *
     * @param headMayBeDeleted whether a partition of which the archive holds nothing from Kafka may
     *     start above offset 0
     */
    public static void check(
            LogDefinition log, Manifest manifest, TopicOffsets kafka, boolean headMayBeDeleted) {
        check(log, manifest, kafka, 0, headMayBeDeleted);
    }

    private static void check(
            LogDefinition log,
            Manifest manifest,
            TopicOffsets kafka,
            int first,
            boolean headMayBeDeleted) {
        int partitions = manifest.partitions(log.partitions());
        if (kafka.partitions() < partitions) {
            throw new UserError(
                    "A log's topic must have all its partitions, but topic %s has %d and log %s has %d: add the others."
                            .formatted(log.topic(), kafka.partitions(), log.name(), partitions));
        }
        for (int partition = first; partition < kafka.partitions(); partition++) {
            Position next = manifest.next(partition);
            long wanted = kafkaOffset(next);
            boolean mayStartLater = headMayBeDeleted && next.generation() != KAFKA_GENERATION;
            long earliest = kafka.earliest(partition);
            long latest = kafka.latest(partition);
            if (earliest > wanted && !mayStartLater) {
                throw new UserError(
                        "Kafka must hold what the archive lacks, but of log %s partition %d the archive ends before offset %d and topic %s starts at offset %d, so offsets %d to %d are in neither: restore them into the topic, or derive from another log."
                                .formatted(
                                        log.name(),
                                        partition,
                                        wanted,
                                        log.topic(),
                                        earliest,
                                        wanted,
                                        earliest - 1));
            }
            if (latest < wanted) {
                throw new UserError(
                        "Kafka must go on where the archive ends, but of log %s partition %d the archive ends before offset %d and topic %s already ends before offset %d, so offsets would be used twice: was the topic made anew? Use another topic name and a new log."
                                .formatted(log.name(), partition, wanted, log.topic(), latest));
            }
        }
    }
}
