package dev.sameriver.jobs.airportdelays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.RunMode;
import dev.sameriver.output.Digest;
import dev.sameriver.run.Await;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.LiveJob;
import dev.sameriver.run.Replay;
import dev.sameriver.run.Sums;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.UserError;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a live run may start, and what becomes of partitions that are added under it. */
class LiveStartITCase {

    private static final String TABLE = "throttled_delays_v1";

    @TempDir private Path folder;

    @Test
    void topicThatForgotWhatTheArchiveLacksIsRefusedWithTheOffsets() throws Exception {
        Settings settings = settings("forgetful");
        FlightsLog log = FlightsLog.create(settings, "forgetful", 2);
        log.archive(1, 0, 100);
        log.produce(1, 100, 200);
        forget(settings, "forgetful", 1, 40);
        assertThatThrownBy(() -> start(settings, 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("partition 1 the archive ends before offset 0")
                .hasMessageContaining("topic forgetful starts at offset 40")
                .hasMessageContaining("offsets 0 to 39 are in neither");
    }

    @Test
    void archiveAheadOfTheTopicIsRefusedWithTheOffsets() throws Exception {
        Settings settings = settings("behind");
        FlightsLog log = FlightsLog.create(settings, "behind", 2);
        log.archiveFromKafka(0, 50);
        log.produce(0, 0, 20);
        assertThatThrownBy(() -> start(settings, 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("partition 0 the archive ends before offset 50")
                .hasMessageContaining("topic behind already ends before offset 20");
    }

    @Test
    void savepointStartsThoughTheTopicForgotWhatTheJobHasRead() throws Exception {
        Settings settings = settings("read");
        FlightsLog log = FlightsLog.create(settings, "read", 2);
        log.archive(0, 0, 500);
        log.produce(0, 500, 1_000);
        log.produce(1, 0, 1_000);
        LiveJob job = start(settings, 2);
        awaitRead(job, log);
        forget(settings, "read", 0, 400);
        forget(settings, "read", 1, 1_000);
        job.rescale(1, folder.resolve("savepoints").toUri().toString());
        log.produce(0, 1_000, 1_500);
        log.produce(1, 1_000, 1_500);
        log.close();
        assertEqualsReplays(job, log);
    }

    @Test
    void partitionAddedUnderALiveRunCountsFromItsFirstHeartbeatOn() throws Exception {
        Settings settings = settings("growing");
        FlightsLog log = FlightsLog.create(settings, "growing", 2);
        for (int partition = 0; partition < 2; partition++) {
            log.archive(partition, 0, 500);
            log.produce(partition, 500, 1_000);
        }
        // One reader more than partitions: the third is idle until there is one for it.
        LiveJob job = start(settings, 3);
        awaitRead(job, log);
        long late = job.sums().late();
        try (Admin admin = Admin.create(settings.kafkaProperties())) {
            admin.createPartitions(Map.of("growing", NewPartitions.increaseTo(3))).all().get();
        }
        log.produce(2, 1, 11);
        awaitRead(job, log);
        assertThat(job.sums().late()).isEqualTo(late + 10);
        // The others go on, and no window may close before the new partition has a clock.
        log.produce(0, 1_000, 2_500);
        log.produce(1, 1_000, 2_500);
        awaitRead(job, log);
        log.heartbeat(2, 1_000);
        log.produce(2, 1_000, 2_500);
        awaitRead(job, log);
        log.close();
        assertEqualsReplays(job, log);
    }

    private void assertEqualsReplays(LiveJob job, FlightsLog log) throws Exception {
        Settings reference = log.reference(Files.createDirectory(folder.resolve("reference")));
        Replay.Result streamed = replay(reference, RunMode.STREAMING);
        assertThat(replay(reference, RunMode.BATCH).line()).isEqualTo(streamed.line());
        Digest.Result wanted = Objects.requireNonNull(streamed.digest());
        assertThat(wanted.rows()).isPositive();
        Await.until(
                "the rows are " + wanted + ", not " + job.digest(TABLE, streamed.schema()),
                () -> wanted.equals(job.digest(TABLE, streamed.schema())));
        Sums sums = job.sums();
        assertThat(List.of(sums.counted(), sums.late(), sums.dead()))
                .isEqualTo(
                        List.of(
                                streamed.sums().counted(),
                                streamed.sums().late(),
                                streamed.sums().dead()));
        job.cancel();
    }

    private Replay.Result replay(Settings reference, RunMode mode) throws Exception {
        return new Replay(view(), reference, mode, RunOptions.FINAL_ROWS, 2, null, true)
                .run(
                        new FlinkTarget(reference, List.of()),
                        new PrintStream(OutputStream.nullOutputStream()));
    }

    private LiveJob start(Settings settings, int parallelism) throws Exception {
        String output = "parquet:" + folder.resolve("rows").toUri();
        return new LiveJob(view(), settings, output, List.of(), parallelism);
    }

    private ThrottledDelays view() {
        return new ThrottledDelays(folder.resolve("no-throttle"), false);
    }

    /** An archive in a folder, and the sandbox's Kafka, with jobs in this process. */
    private Settings settings(String name) {
        return SharedSandbox.with(Part.KAFKA)
                .settings()
                .without(Settings.FLINK)
                .without("hadoop.dfs.replication")
                .overriddenBy(
                        Map.of(
                                Settings.ARCHIVE,
                                folder.resolve(name).toUri().toString(),
                                "kafka.metadata.max.age.ms",
                                "500"));
    }

    private static void awaitRead(LiveJob job, FlightsLog log) throws Exception {
        Await.until(
                log.events() + " are read: " + job.sums(), () -> job.sums().read() == log.events());
    }

    private static void forget(Settings settings, String topic, int partition, long before)
            throws Exception {
        try (Admin admin = Admin.create(settings.kafkaProperties())) {
            admin.deleteRecords(
                            Map.of(
                                    new TopicPartition(topic, partition),
                                    RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        }
    }
}
