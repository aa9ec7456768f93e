package dev.sameriver.jobs.airportdelays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.backfill.Backfill;
import dev.sameriver.backfill.BackfillOptions;
import dev.sameriver.backfill.Correction;
import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.RunMode;
import dev.sameriver.output.CorrectedTable;
import dev.sameriver.output.Digest;
import dev.sameriver.output.Output;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionState;
import dev.sameriver.run.Await;
import dev.sameriver.run.BuiltJob;
import dev.sameriver.run.ClusterJobs;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.Replay;
import dev.sameriver.run.Sums;
import dev.sameriver.run.TaskManagers;
import dev.sameriver.sandbox.Sandbox;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.UserError;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version derived beside others on a real cluster, through everything that can stop it. */
class BackfillITCase {

    private static final PrintStream SILENT =
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);

    private static final String TABLE = "throttled_delays_v1";

    private static final BackfillOptions OPTIONS =
            new BackfillOptions(2, Duration.ZERO, Duration.ofSeconds(1), 0);

    @TempDir private Path folder;

    @Test
    void killedPausedAndCorrectedAVersionEndsAsACleanReplay() throws Exception {
        Sandbox sandbox = SharedSandbox.get();
        Settings settings = settings(sandbox);
        FlightsLog log = FlightsLog.create(settings, "backfilled", 2);
        // Partition 0 is live early, while partition 1 is history nearly to the end.
        int[] archived = {800, 6_000};
        for (int partition = 0; partition < 2; partition++) {
            for (int part = 0; part < 4; part++) {
                int quarter = archived[partition] / 4;
                log.archive(partition, part * quarter, (part + 1) * quarter);
            }
            log.produce(partition, archived[partition], 8_000);
        }
        Path throttle = Files.createFile(folder.resolve("throttle"));
        ThrottledDelays view = new ThrottledDelays(throttle, true);
        FlinkTarget target =
                new FlinkTarget(settings, List.of(BuiltJob.jar(), TestJars.view(folder)));
        Backfill backfill = new Backfill(view, settings, target, "test", "trying it");

        String first = backfill.start(kept -> OPTIONS, SILENT);
        Await.until("it is in history", () -> read(settings, first) > 1_000);
        awaitReport(settings, backfill);
        awaitReport(settings, backfill);
        assertThat(version(settings, backfill).state()).isEqualTo(VersionState.BUILDING);
        assertThat(backfill.start(kept -> OPTIONS, SILENT))
                .as("started again while it runs")
                .isEqualTo(first);

        // Without high availability the cluster forgets the job; its checkpoints stay.
        sandbox.kill(Sandbox.JOBMANAGER);
        sandbox.start(Sandbox.JOBMANAGER);
        String second = backfill.start(kept -> OPTIONS, SILENT);
        assertThat(second).isNotEqualTo(first);
        Await.until("it goes on from a checkpoint", () -> read(settings, second) > 0);
        assertThat(read(settings, second)).as("what the checkpoint had read").isGreaterThan(900);

        backfill.pause(false);
        backfill.pause(false);
        assertThatThrownBy(() -> backfill.start(kept -> OPTIONS, SILENT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is paused");
        String third = backfill.resume(kept -> kept);
        assertThat(backfill.resume(kept -> kept))
                .as("resumed again while it runs")
                .isEqualTo(third);
        Await.until("partition 0 is live", () -> read(settings, third) > 2_000);
        TaskManagers.killBusy(sandbox);
        Files.delete(throttle);
        backfill.follow(third, SILENT);
        assertThat(version(settings, backfill).state()).isEqualTo(VersionState.SHADOW);
        log.close();

        Path reference = Files.createDirectory(folder.resolve("reference"));
        Settings archive = log.reference(reference);
        Replay.Result expected = replay(view, archive, RunOptions.FINAL_ROWS);
        Digest.Result wanted = expected.digest();
        TaskManagers.killBusy(sandbox);
        Await.until(
                "its table is as a replay's rows",
                () -> digest(settings, expected.schema()).equals(wanted));

        // What someone damaged in a range of final windows is mended, and nothing else.
        Instant from = Instant.parse("2001-01-01T12:00:00Z");
        Instant to = Instant.parse("2001-01-02T00:00:00Z");
        Await.until(
                "its windows are final",
                () -> {
                    Instant watermark = version(settings, backfill).watermark();
                    return watermark != null && !watermark.isBefore(to);
                });
        Settings here = settings.without(Settings.FLINK).overriddenBy(archive.asMap());
        FlinkTarget inProcess = new FlinkTarget(here, List.of());
        Correction plain = new Correction(view, here, from, to, false, 2, "test", null);
        Correction early =
                new Correction(
                        view,
                        settings.without(Settings.FLINK),
                        from,
                        Instant.parse("2001-01-03T06:00:00Z"),
                        false,
                        2,
                        "test",
                        null);
        assertThatThrownBy(() -> early.run(inProcess, SILENT, SILENT))
                .as("of which the archive lacks a part")
                .isInstanceOf(UserError.class)
                .hasMessageContaining("run sameriver archive first");
        assertThat(plain.run(inProcess, SILENT, SILENT))
                .isEqualTo(new CorrectedTable.Changes(0, 0, 0));
        damage(settings);
        assertThat(plain.run(inProcess, SILENT, SILENT))
                .isEqualTo(new CorrectedTable.Changes(1, 1, 1));
        assertThat(digest(settings, expected.schema())).isEqualTo(wanted);

        // Late events are folded in.
        Correction folding = new Correction(view, here, from, to, true, 2, "test", "fold");
        CorrectedTable.Changes folded = folding.run(inProcess, SILENT, SILENT);
        assertThat(folded.changed()).isPositive();
        assertThat(folded.removed()).isZero();
        Replay.Result generous =
                replay(view, archive, RunOptions.finalRows(from, to, null).withLateEvents());
        assertThat(generous.sums().late()).isZero();
        RunOptions range = RunOptions.finalRows(from, to, null);
        assertThat(generous.digest()).isNotEqualTo(replay(view, archive, range).digest());
        assertThat(folding.run(inProcess, SILENT, SILENT))
                .isEqualTo(new CorrectedTable.Changes(0, 0, 0));
        assertThatThrownBy(
                        () ->
                                new Correction(
                                                view,
                                                here,
                                                from,
                                                Instant.parse("2002-01-01T00:00:00Z"),
                                                false,
                                                2,
                                                "test",
                                                null)
                                        .run(inProcess, SILENT, SILENT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is final up to");
        assertThat(Registry.open(settings).changes(view.name()))
                .anySatisfy(change -> assertThat(change.what()).contains("with late events"));
        ClusterJobs.of(settings).cancel(third);
    }

    private static Settings settings(Sandbox sandbox) throws Exception {
        Settings settings = OwnDatabase.make(sandbox.settings(), "backfill");
        return settings.overriddenBy(
                Map.of(Settings.ARCHIVE, settings.require(Settings.ARCHIVE) + "-backfill"));
    }

    private static Version version(Settings settings, Backfill backfill) {
        return Registry.open(settings).find(backfill.key()).orElseThrow();
    }

    /** Waits for the report of a checkpoint that completed after this was called. */
    private static void awaitReport(Settings settings, Backfill backfill) throws Exception {
        Instant before = version(settings, backfill).reportedAt();
        Await.until(
                "a checkpoint is reported",
                () -> !Objects.equals(before, version(settings, backfill).reportedAt()));
    }

    private static long read(Settings settings, String job) throws Exception {
        return Sums.of(ClusterJobs.of(settings).accumulators(job)).read();
    }

    /** One row changed, one taken away, one put in that no event speaks for. */
    private static void damage(Settings settings) throws Exception {
        try (Connection connection = PostgresServer.of(settings).connect();
                Statement statement = connection.createStatement()) {
            String one = " WHERE window_start = '2001-01-01T13:00:00Z' AND origin = '%s'";
            assertThat(
                            statement.executeUpdate(
                                    "UPDATE "
                                            + TABLE
                                            + " SET flights = flights + 1"
                                            + one.formatted("A1")))
                    .isEqualTo(1);
            assertThat(statement.executeUpdate("DELETE FROM " + TABLE + one.formatted("A2")))
                    .isEqualTo(1);
            assertThat(
                            statement.executeUpdate(
                                    "INSERT INTO "
                                            + TABLE
                                            + " SELECT 'nowhere', window_start, window_end,"
                                            + " flights, delay_minutes, max_delay, is_final FROM "
                                            + TABLE
                                            + one.formatted("A1")))
                    .isEqualTo(1);
        }
    }

    private static Digest.Result digest(Settings settings, RowSchema schema) throws Exception {
        return Digest.of(schema, Output.of("postgres", settings).read(TABLE, schema));
    }

    private static Replay.Result replay(ThrottledDelays view, Settings archive, RunOptions options)
            throws Exception {
        return new Replay(view, archive, RunMode.BATCH, options, 2, null, true)
                .run(new FlinkTarget(archive, List.of()), SILENT);
    }
}
