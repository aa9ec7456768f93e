package dev.sameriver.jobs.airportdelays;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.Settings;
import dev.sameriver.job.RunMode;
import dev.sameriver.run.Await;
import dev.sameriver.run.BuiltJob;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.LiveJob;
import dev.sameriver.run.Replay;
import dev.sameriver.run.SameTables;
import dev.sameriver.run.TaskManagers;
import dev.sameriver.sandbox.Sandbox;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.view.RunOptions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live run on a real cluster whose TaskManagers are killed, against an undisturbed replay. */
class LiveRunITCase {

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

    @TempDir private Path folder;

    @Test
    void killsAndRescalesFromHistoryToLiveLeaveRowsVerdictsAndSumsAsInAnUndisturbedReplay()
            throws Exception {
        Sandbox sandbox = SharedSandbox.get();
        sandbox.startTaskManager();
        Settings settings = sandbox.settings();
        FlightsLog log = FlightsLog.create(settings, "chaos", 3);
        // Partition 0 is live early, partition 1 is history nearly to the end.
        int[] archived = {1_000, 9_500, 5_000};
        for (int partition = 0; partition < 3; partition++) {
            for (int part = 0; part < 4; part++) {
                int quarter = archived[partition] / 4;
                log.archive(partition, part * quarter, (part + 1) * quarter);
            }
            log.produce(partition, archived[partition], 10_000);
        }
        Path throttle = Files.createFile(folder.resolve("throttle"));
        ThrottledDelays view = new ThrottledDelays(throttle, true);
        List<Path> jars = List.of(BuiltJob.jar(), TestJars.view(folder));
        LiveJob postgres = new LiveJob(view, settings, "postgres", jars, 2);
        LiveJob kafka = new LiveJob(view, settings, "kafka", jars, 2);
        List<LiveJob> jobs = List.of(postgres, kafka);
        String savepoints = settings.require(Settings.ARCHIVE) + "-savepoints";

        // In history everywhere.
        awaitRead(jobs, read -> read >= 1_000);
        TaskManagers.killBusy(sandbox);
        awaitRead(jobs, read -> read >= 4_000);
        for (LiveJob job : jobs) {
            assertThat(job.sums().read()).as("read, in history").isLessThan(28_000);
            job.rescale(3, savepoints);
        }
        // Partition 0 is live while partition 1 still reads its history.
        awaitRead(jobs, read -> read >= 8_000);
        TaskManagers.killBusy(sandbox);
        Files.delete(throttle);
        awaitRead(jobs, read -> read == log.events());
        for (int partition = 0; partition < 3; partition++) {
            log.produce(partition, 10_000, 11_000);
        }
        TaskManagers.killBusy(sandbox);
        awaitRead(jobs, read -> read == log.events());
        for (LiveJob job : jobs) {
            job.rescale(1, savepoints);
        }
        for (int partition = 0; partition < 3; partition++) {
            log.produce(partition, 11_000, 11_500);
        }
        log.close();

        Path reference = Files.createDirectory(folder.resolve("reference"));
        Path csv = folder.resolve("csv");
        Replay.Result expected = replay(view, log.reference(reference), csv);
        assertThat(expected.sums().read()).isEqualTo(log.events());
        assertThat(expected.sums().late()).isPositive();
        assertThat(expected.sums().dead()).isPositive();
        for (String output : List.of("postgres", "kafka")) {
            SameTables.await(
                    SameTables.of(view, expected.schema()), "csv:" + csv.toUri(), output, settings);
        }
        for (LiveJob job : jobs) {
            Await.until(
                    "the sums are " + expected.sums() + ", not " + job.sums(),
                    () ->
                            job.sums().counted() == expected.sums().counted()
                                    && job.sums().late() == expected.sums().late()
                                    && job.sums().dead() == expected.sums().dead());
            job.cancel();
        }
    }

    private static Replay.Result replay(ThrottledDelays view, Settings archive, Path csv)
            throws Exception {
        return new Replay(
                        view,
                        archive,
                        RunMode.STREAMING,
                        RunOptions.FINAL_ROWS,
                        2,
                        "csv:" + csv.toUri(),
                        true)
                .run(new FlinkTarget(archive, List.of()), SILENT);
    }

    private static void awaitRead(List<LiveJob> jobs, LongPredicate enough) throws Exception {
        for (LiveJob job : jobs) {
            Await.until("enough is read: " + job.sums(), () -> enough.test(job.sums().read()));
        }
    }
}
