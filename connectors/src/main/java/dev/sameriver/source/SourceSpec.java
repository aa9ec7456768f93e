package dev.sameriver.source;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.Segment;
import dev.sameriver.connect.Settings;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;

/**
 * What a source reads, and how.
 *
 * @param settings where the archive and, for a run that goes on live, Kafka are
 * @param log the log's name
 * @param bound the disorder bound in milliseconds
 * @param live whether the source goes on from the archive into Kafka and has no end
 * @param spans whether the archive's segments may be read in any order, each as a split of its own
 * @param scope what is asked for of the log
 * @param options what a live run asks for
 */
public record SourceSpec(
        Settings settings,
        String log,
        long bound,
        boolean live,
        boolean spans,
        ReadScope scope,
        LiveOptions options)
        implements Serializable {

    /** The whole log: the archive, then Kafka, without end. */
    public static SourceSpec live(
            Settings settings,
            String log,
            Duration disorder,
            ReadScope scope,
            LiveOptions options) {
        return new SourceSpec(settings, log, disorder.toMillis(), true, false, scope, options);
    }

    /**
     * The archive as it is when the source starts, and no more.
     *
     * @param inOrder whether partitions are read in order, side by side, as a stream needs it; else
     *     segments are read in any order
     */
    public static SourceSpec bounded(
            Settings settings, String log, Duration disorder, boolean inOrder, ReadScope scope) {
        return new SourceSpec(
                settings, log, disorder.toMillis(), false, !inOrder, scope, LiveOptions.NONE);
    }

    LogArchive open() throws IOException {
        return LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), log);
    }

    /** Whether a segment holds nothing that the run asks for. */
    boolean skips(Segment segment) {
        return scope.skips(segment);
    }
}
