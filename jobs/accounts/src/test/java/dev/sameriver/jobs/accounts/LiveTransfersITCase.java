package dev.sameriver.jobs.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.archiver.LogHeartbeat;
import dev.sameriver.archiver.Rolling;
import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Progress;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ArrivalRange;
import dev.sameriver.ingest.FileProducer;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.ingest.Importer;
import dev.sameriver.job.RunMode;
import dev.sameriver.output.Digest;
import dev.sameriver.output.Output;
import dev.sameriver.run.ArchiveRun;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.LiveRun;
import dev.sameriver.run.Replay;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.RunOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers that arrive in an archive and then in Kafka, followed live. */
class LiveTransfersITCase {

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());
    private static final Instant HOUR_1 = Instant.parse("2026-01-01T01:00:00Z");
    private static final Instant HOUR_2 = Instant.parse("2026-01-01T02:00:00Z");
    private static final int RATE = 100_000;
    private static final String TABLE = "account_entries_v1";

    @TempDir private Path folder;

    private final Settings settings =
            SharedSandbox.with(Part.HDFS, Part.KAFKA, Part.POSTGRES).settings();

    @Test
    void liveRunThroughASavepointAndARescaleGivesTheEntriesOfAReplay() throws Exception {
        Path file = folder.resolve("transfers.csv.gz");
        TransferData.write(10_000, 200, file);
        Importer importer = new Importer(settings.require(Settings.ARCHIVE), settings.hadoop());
        ImportOptions options =
                ImportOptions.of("transfers", 4, "sent", "request_id")
                        .orderedBy("arrived")
                        .arrivedIn(new ArrivalRange(null, HOUR_1));
        importer.run(importer.plan(options, List.of(file.toString())), Progress.NONE);
        produce(file, new ArrivalRange(HOUR_1, HOUR_2));

        JobClient first = start(1, null);
        await("it gives entries", this::hasEntries);
        String savepoint =
                first.stopWithSavepoint(
                                false,
                                folder.resolve("savepoints").toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get(1, TimeUnit.MINUTES);
        produce(file, new ArrivalRange(HOUR_2, null));
        LogHeartbeat.append(settings, "transfers", Instant.parse("2026-01-02T00:00:00Z"));
        JobClient second = start(2, savepoint);
        try {
            new ArchiveRun(
                            settings,
                            "transfers",
                            new Rolling(1_000_000, 64 << 20, Duration.ofMinutes(10)),
                            true,
                            false,
                            1)
                    .run(new FlinkTarget(settings, List.of()), SILENT, SILENT);
            Replay.Result replay =
                    new Replay(
                                    new AccountEntries(),
                                    settings,
                                    RunMode.BATCH,
                                    RunOptions.FINAL_ROWS,
                                    2,
                                    null,
                                    true)
                            .run(new FlinkTarget(settings, List.of()), SILENT);
            assertThat(replay.sums().late()).isPositive();
            await(
                    "the live run's entries are those of " + replay.line(),
                    () -> digest(replay.schema()).equals(replay.digest()));
        } finally {
            second.cancel().get(1, TimeUnit.MINUTES);
        }
    }

    private void produce(Path file, ArrivalRange range) throws Exception {
        new FileProducer(settings)
                .run("transfers", "arrived", range, RATE, List.of(file.toString()), Progress.NONE);
    }

    private JobClient start(int parallelism, @Nullable String savepoint) throws Exception {
        return new LiveRun(
                        new AccountEntries(),
                        settings,
                        parallelism,
                        "postgres",
                        LiveOptions.NONE,
                        Duration.ofMillis(300),
                        savepoint)
                .start(new FlinkTarget(settings, List.of()));
    }

    private boolean hasEntries() throws SQLException {
        try (Connection connection = PostgresServer.of(settings).connect();
                Statement statement = connection.createStatement()) {
            String there = "SELECT 1 FROM pg_class WHERE relname = '" + TABLE + "'";
            return statement.executeQuery(there).next()
                    && statement.executeQuery("SELECT 1 FROM " + TABLE + " LIMIT 1").next();
        }
    }

    private Digest.Result digest(RowSchema schema) throws IOException {
        return Digest.of(schema, Output.of("postgres", settings).read(TABLE, schema));
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
