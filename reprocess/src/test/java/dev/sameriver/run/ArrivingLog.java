package dev.sameriver.run;

import dev.sameriver.archiver.LogHeartbeat;
import dev.sameriver.connect.Progress;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ArrivalRange;
import dev.sameriver.ingest.FileProducer;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.ingest.Importer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log whose lines of a file arrive in parts: the first of them in the archive, the others in
 * Kafka.
 *
 * @param options how it is imported; in the order of the column {@code arrived}
 */
public record ArrivingLog(Settings settings, ImportOptions options, Path file) {

    public ArrivingLog {
        options = options.orderedBy("arrived");
    }

    /** Imports what arrived before a time. */
    public void importUntil(Instant time) throws IOException {
        Importer importer = new Importer(settings.require(Settings.ARCHIVE), settings.hadoop());
        importer.run(
                importer.plan(
                        options.arrivedIn(new ArrivalRange(null, time)), List.of(file.toString())),
                Progress.NONE);
    }

    /** Appends to Kafka what arrived from a time on, before another one or to the end. */
    public void produce(Instant from, @Nullable Instant to) throws IOException {
        produce(from, to, Double.POSITIVE_INFINITY);
    }

    /** The same, at so many events a second. */
    public void produce(Instant from, @Nullable Instant to, double rate) throws IOException {
        new FileProducer(settings)
                .run(
                        options.log(),
                        "arrived",
                        new ArrivalRange(from, to),
                        rate,
                        List.of(file.toString()),
                        Progress.NONE);
    }

    /** Says that no event before a time is still to come. */
    public void heartbeat(Instant time) throws Exception {
        LogHeartbeat.append(settings, options.log(), time);
    }

    /** Archives all that is in Kafka, in this process. */
    public void archive() throws Exception {
        Settings here = settings.without(Settings.FLINK);
        new ArchiveRun(here, options.log(), TestLog.LARGE, true, false, 1)
                .run(new FlinkTarget(here, List.of()), TestLog.QUIET, TestLog.QUIET);
    }
}
