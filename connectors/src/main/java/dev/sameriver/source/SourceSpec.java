package dev.sameriver.source;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.Segment;
import dev.sameriver.connect.Settings;
import java.io.IOException;
import java.io.Serializable;

/**
 * What a source reads, and how.
 *
 * @param settings where the archive and, for a run that goes on live, Kafka are
 * @param log the log's name
 * @param bound the disorder bound in milliseconds
 * @param live whether the source goes on from the archive into Kafka and has no end
 * @param spans whether the archive's segments may be read in any order, each as a split of its own
 * @param from events before this many milliseconds since 1970-01-01T00:00Z need not be read
 * @param to nor events at or after this
 * @param options what a live run asks for
 */
record SourceSpec(
        Settings settings,
        String log,
        long bound,
        boolean live,
        boolean spans,
        long from,
        long to,
        LiveOptions options)
        implements Serializable {

    LogArchive open() throws IOException {
        return LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), log);
    }

    /** Whether a segment holds nothing that the run asks for. */
    boolean skips(Segment segment) {
        Long min = segment.minTime();
        Long max = segment.maxTime();
        return segment.dead() == 0 && (min == null || max == null || max < from || min >= to);
    }
}
