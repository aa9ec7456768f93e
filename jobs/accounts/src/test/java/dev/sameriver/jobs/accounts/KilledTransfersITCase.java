package dev.sameriver.jobs.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.backfill.Backfill;
import dev.sameriver.backfill.BackfillOptions;
import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.run.ArrivingLog;
import dev.sameriver.run.Await;
import dev.sameriver.run.BuiltJob;
import dev.sameriver.run.ClusterJobs;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.LiveParity;
import dev.sameriver.run.TaskManagers;
import dev.sameriver.sandbox.Sandbox;
import dev.sameriver.sandbox.SharedSandbox;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers that arrive while each process that decides, books or keeps them is killed. */
class KilledTransfersITCase {

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());
    private static final Instant HOUR_1 = Instant.parse("2026-01-01T01:00:00Z");
    private static final Instant END = Instant.parse("2026-01-02T00:00:00Z");
    private static final int RATE = 50;

    /** Of how many requests there are not two entries, and after how many the sum is not zero. */
    private static final String WRONG =
            """
            SELECT count(*) FROM (
                SELECT sum(cents) OVER place AS total, count(*) OVER (PARTITION BY request_id) AS entries,
                    row_number() OVER place AS row
                FROM account_entries_v1
                WINDOW place AS (ORDER BY event_time, generation, log_partition, log_offset, number)) AS entry
            WHERE entries <> 2 OR row % 2 = 0 AND total <> 0
            """;

    @TempDir private Path folder;

    @Test
    void versionWhoseEveryProcessIsKilledHasTheEntriesOfAReplay() throws Exception {
        Sandbox sandbox = SharedSandbox.get();
        Settings settings = sandbox.settings();
        Path file = folder.resolve("transfers.csv.gz");
        TransferData.write(10_000, 200, file);
        ArrivingLog log =
                new ArrivingLog(
                        settings, ImportOptions.of("transfers", 4, "sent", "request_id"), file);
        log.importUntil(HOUR_1);
        AccountEntries view = new AccountEntries();
        LiveParity parity = new LiveParity(view, settings, List.of(log));
        FlinkTarget target = new FlinkTarget(settings, List.of(BuiltJob.jar()));
        Backfill backfill = new Backfill(view, settings, target, "test", null);
        ExecutorService client = Executors.newSingleThreadExecutor();
        try {
            AtomicBoolean killed = new AtomicBoolean();
            Future<?> sent = client.submit(() -> send(log, killed));
            String first = backfill.start(kept -> options(1), SILENT);
            Await.until("there are entries", parity::hasRows);
            TaskManagers.killBusy(sandbox);
            kill(sandbox, Sandbox.KAFKA, Sandbox.POSTGRES);
            kill(sandbox, Sandbox.DATANODE, Sandbox.NAMENODE);
            kill(sandbox, Sandbox.JOBMANAGER);
            String second = backfill.start(kept -> options(1), SILENT);
            assertThat(second).as("what the cluster runs now").isNotEqualTo(first);
            backfill.pause(false);
            String third = backfill.resume(kept -> options(2));
            assertThat(sent.isDone()).as("all is sent before the last is killed").isFalse();
            killed.set(true);
            sent.get();
            log.heartbeat(END);
            parity.awaitReplayed();
            ClusterJobs.of(settings).cancel(third);
        } finally {
            client.shutdownNow();
        }
        assertThat(wrong(settings)).isZero();
    }

    private static void kill(Sandbox sandbox, String... processes) {
        for (String process : processes) {
            sandbox.kill(process);
        }
        for (String process : processes) {
            sandbox.start(process);
        }
    }

    /**
     * Sends requests slowly until all is killed, and then what is left of them. What a client does
     * not hear of it sends again.
     */
    private static @Nullable Void send(ArrivingLog log, AtomicBoolean killed) throws Exception {
        Instant from = HOUR_1;
        while (!killed.get() && from.isBefore(END)) {
            Instant to = from.plusSeconds(60);
            try {
                log.produce(from, to, RATE);
                from = to;
            } catch (IOException e) {
                TimeUnit.SECONDS.sleep(1);
            }
        }
        log.produce(from, null);
        return null;
    }

    private static BackfillOptions options(int parallelism) {
        return new BackfillOptions(parallelism, Duration.ZERO, Duration.ofSeconds(1), 0);
    }

    private static long wrong(Settings settings) throws SQLException {
        try (Connection connection = PostgresServer.of(settings).connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(WRONG)) {
            result.next();
            return result.getLong(1);
        }
    }
}
