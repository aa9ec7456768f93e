package dev.sameriver.run;

import dev.sameriver.archive.LogArchive;
import dev.sameriver.archive.Manifest;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.LogExtent;
import dev.sameriver.kafka.TopicOffsets;
import dev.sameriver.log.Clock;
import dev.sameriver.source.HandOver;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Shows in one line how far the archive of a log has come, as its manifest tells: offsets sealed,
 * share, time left, rate, and the event time that all partitions have reached. What is still being
 * written does not count.
 */
final class SealedProgress implements AutoCloseable {

    private final LogArchive archive;
    private final int partitions;
    private final long start;
    private final Meter meter;
    private final Thread thread = new Thread(this::follow, "progress");

    private SealedProgress(LogArchive archive, TopicOffsets kafka, boolean bounded, PrintStream err)
            throws IOException {
        this.archive = archive;
        this.partitions = kafka.partitions();
        this.start = sealed(archive.manifest());
        long end = 0;
        for (int partition = 0; partition < partitions; partition++) {
            end += kafka.latest(partition);
        }
        this.meter = new Meter("archive", bounded ? end - start : -1, "records", 1, err);
        thread.setDaemon(true);
    }

    /** Starts to show progress until it is closed; without an end if it is not bounded. */
    static SealedProgress show(Settings settings, String log, boolean bounded, PrintStream err)
            throws IOException {
        LogArchive archive =
                LogArchive.open(settings.require(Settings.ARCHIVE), settings.hadoop(), log);
        String topic = archive.definition().topic();
        TopicOffsets kafka =
                bounded
                        ? TopicOffsets.readCommitted(settings.kafkaProperties(), topic)
                        : TopicOffsets.read(settings.kafkaProperties(), topic);
        SealedProgress progress = new SealedProgress(archive, kafka, bounded, err);
        progress.thread.start();
        return progress;
    }

    private void follow() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(meter.intervalMillis());
                update();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once more. */
    void update() {
        try {
            Manifest manifest = archive.manifest();
            long time = LogExtent.of(manifest, partitions).leastGreatest();
            if (time != Clock.NONE) {
                meter.say("at " + Instant.ofEpochMilli(time));
            }
            meter.at(sealed(manifest) - start);
        } catch (IOException e) {
            meter.say("waiting for the archive");
        }
    }

    private long sealed(Manifest manifest) {
        long sealed = 0;
        for (int partition = 0; partition < partitions; partition++) {
            sealed += HandOver.kafkaOffset(manifest.next(partition));
        }
        return sealed;
    }

    @Override
    public void close() {
        thread.interrupt();
        meter.close();
    }
}
