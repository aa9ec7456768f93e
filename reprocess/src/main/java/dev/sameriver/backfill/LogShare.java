package dev.sameriver.backfill;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.Manifest;
import dev.sameriver.archive.Segment;
import dev.sameriver.connect.Settings;
import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.source.HandOver;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run has to read of a log.
 *
 * @param segments of the archive
 * @param events in these segments
 * @param bytes of these segments' files
 * @param tail how many offsets are in Kafka behind them
 */
record LogShare(String log, long segments, long events, long bytes, long tail) {

    /** All of a log, with Kafka's tail if there is a Kafka. */
    static LogShare whole(Settings settings, String log) throws IOException {
        LogArchive archive = open(settings, log);
        Manifest manifest = archive.manifest();
        long tail = 0;
        if (settings.find(Settings.KAFKA).isPresent()) {
            TopicOffsets kafka =
                    TopicOffsets.read(settings.kafkaProperties(), archive.definition().topic());
            for (int partition = 0; partition < kafka.partitions(); partition++) {
                long archived = HandOver.kafkaOffset(manifest.next(partition));
                long first = Math.max(archived, kafka.earliest(partition));
                tail += Math.max(0, kafka.latest(partition) - first);
            }
        }
        return of(log, manifest, null, null, tail);
    }

    /** What the archive holds of a range of event times; null is no bound. */
    static LogShare range(
            Settings settings, String log, @Nullable Instant from, @Nullable Instant to)
            throws IOException {
        return of(log, open(settings, log).manifest(), from, to, 0);
    }

    long all() {
        return events + tail;
    }

    private static LogShare of(
            String log,
            Manifest manifest,
            @Nullable Instant from,
            @Nullable Instant to,
            long tail) {
        long segments = 0;
        long events = 0;
        long bytes = 0;
        for (Segment segment : manifest.segments()) {
            if (isIn(segment, from, to)) {
                segments++;
                events += segment.events();
                bytes += segment.bytes();
            }
        }
        return new LogShare(log, segments, events, bytes, tail);
    }

    private static boolean isIn(Segment segment, @Nullable Instant from, @Nullable Instant to) {
        Long min = segment.minTime();
        Long max = segment.maxTime();
        boolean before = from != null && max != null && max < from.toEpochMilli();
        boolean behind = to != null && min != null && min >= to.toEpochMilli();
        return !before && !behind;
    }

    private static LogArchive open(Settings settings, String log) throws IOException {
        return LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), log);
    }
}
