package dev.sameriver.source;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.Segment;
import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.log.Clock;
import dev.sameriver.log.Position;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which splits a run starts from.
 *
 * @param partitions how many partitions they are of
 */
record SplitPlan(int partitions, List<LogSplit> splits) {

    /**
     * Plans the splits of the partitions from {@code known} on. Of those below, a restored run has
     * positions of its own, perhaps far behind the archive's end in Kafka.
     *
     * @throws UserError if Kafka does not go on exactly where the archive ends
     */
    static SplitPlan make(SourceSpec spec, int known) throws IOException {
        LogArchive archive = spec.open();
        Manifest manifest = archive.manifest();
        int defined = archive.definition().partitions();
        int partitions = manifest.partitions(defined);
        if (spec.live()) {
            TopicOffsets kafka =
                    TopicOffsets.read(
                            spec.settings().kafkaProperties(), archive.definition().topic());
            partitions = Math.max(partitions, kafka.partitions());
            HandOver.check(archive.definition(), manifest, kafka, known);
        }
        List<LogSplit> splits = new ArrayList<>();
        for (int partition = known; partition < partitions; partition++) {
            if (!spec.scope().hasPartition(partition)) {
                continue;
            }
            if (spec.spans()) {
                addSpans(spec, manifest.segments(partition), partition >= defined, splits);
            } else {
                Position end = spec.live() ? null : manifest.next(partition);
                Position start = new Position(0, partition, 0);
                splits.add(LogSplit.partition(start, Clock.NONE, end, partition >= defined));
            }
        }
        return new SplitPlan(partitions, splits);
    }

    private static void addSpans(
            SourceSpec spec, List<Segment> segments, boolean added, List<LogSplit> splits) {
        boolean unborn = added;
        for (Segment segment : segments) {
            if (!spec.skips(segment)) {
                splits.add(
                        LogSplit.span(
                                segment.first(), segment.greatestBefore(), segment.next(), unborn));
            }
            unborn &= segment.heartbeats() == 0;
        }
    }
}
