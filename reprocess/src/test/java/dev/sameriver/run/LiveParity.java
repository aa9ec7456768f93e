package dev.sameriver.run;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.RunMode;
import dev.sameriver.job.ViewJob;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A view of logs that arrive while it runs live, beside its replay.
 *
 * @param logs all logs of the view
 */
public record LiveParity(View view, Settings settings, List<ArrivingLog> logs) {

    private static final String OUTPUT = "postgres";

    /** Settings with an archive in a folder, a broker and PostgreSQL, and jobs in this process. */
    public static Settings settings(Path folder) {
        return SharedSandbox.with(Part.KAFKA, Part.POSTGRES)
                .settings()
                .overriddenBy(Map.of(Settings.ARCHIVE, folder.resolve("logs").toUri().toString()))
                .without(Settings.FLINK);
    }

    /**
     * Runs the view in this process, into PostgreSQL. What arrived before the first time is
     * imported; what did before the second one is in Kafka when the run starts. Once there are
     * rows, the run is stopped with a savepoint; the rest arrives, and it goes on in two subtasks.
     *
     * @param end a time that no event has reached
     * @throws AssertionError if its rows, late events or dead letters are not those of a replay, or
     *     if there are none
     */
    public void check(Instant first, Instant second, Instant end) throws Exception {
        for (ArrivingLog log : logs) {
            log.importUntil(first);
            log.produce(first, second);
        }
        LiveJob job = new LiveJob(view, settings, OUTPUT, List.of(), 1);
        try {
            Await.until("there are rows", this::hasRows);
            job.rescale(2, settings.require(Settings.ARCHIVE) + "-savepoints");
            for (ArrivingLog log : logs) {
                log.produce(second, null);
                log.heartbeat(end);
            }
            awaitReplayed();
        } finally {
            job.cancel();
        }
    }

    /** Archives the logs, replays the view, and waits until the live run's tables are as that. */
    public void awaitReplayed() throws Exception {
        for (ArrivingLog log : logs) {
            log.archive();
        }
        Settings here = settings.without(Settings.FLINK);
        String replayed = "csv:" + settings.require(Settings.ARCHIVE) + "-replayed";
        Replay.Result replay =
                new Replay(view, here, RunMode.BATCH, RunOptions.FINAL_ROWS, 2, replayed, true)
                        .run(new FlinkTarget(here, List.of()), TestLog.QUIET);
        SameTables.await(SameTables.of(view, replay.schema()), replayed, OUTPUT, settings);
    }

    /** Whether readers of the view's table see one. */
    public boolean hasRows() throws SQLException {
        String table = ViewJob.tableName(view);
        try (Connection connection = PostgresServer.of(settings).connect();
                Statement statement = connection.createStatement()) {
            return statement
                            .executeQuery("SELECT 1 FROM pg_class WHERE relname = '" + table + "'")
                            .next()
                    && statement.executeQuery("SELECT 1 FROM " + table + " LIMIT 1").next();
        }
    }
}
