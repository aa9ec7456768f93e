package dev.sameriver.jobs.reads;

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
import dev.sameriver.jobs.reads.NaiveStock.Changed;
import dev.sameriver.jobs.reads.NaiveStock.Position;
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
import dev.sameriver.view.View;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that reads one version live, loses it, and goes on in the next one. */
class LiveReadsITCase {

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());
    private static final Instant MORNING = Instant.parse("2026-01-05T06:00:00Z");
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant END = Instant.parse("2026-01-07T00:00:00Z");
    private static final String ITEM = "i7";

    @TempDir private Path folder;

    @Test
    void clientThatLosesOneVersionGoesOnInTheNextAndMissesAndRepeatsNothing() throws Exception {
        Settings settings =
                SharedSandbox.with(Part.KAFKA, Part.POSTGRES)
                        .settings()
                        .overriddenBy(
                                Map.of(Settings.ARCHIVE, folder.resolve("logs").toUri().toString()))
                        .without(Settings.FLINK);
        StockData.write(3_000, folder);
        importUntilMorning(settings, ImportOptions.of("movements", 1, "moved", "item"));
        importUntilMorning(settings, ImportOptions.of("reads", 2, "sent", "id"));
        ask(settings, "live-1", "", MORNING);
        produce(settings, new ArrivalRange(MORNING, NOON), NOON);
        JobClient first = start(settings, new StockAnswers());
        try {
            await("there are answers", () -> answers(settings, 1, "live-1").size() >= 5);
        } finally {
            first.cancel().get(1, TimeUnit.MINUTES);
        }

        List<String> told = answers(settings, 1, "live-1");
        ask(settings, "live-2", told.get(told.size() - 1), NOON);
        produce(settings, new ArrivalRange(NOON, null), END);
        JobClient second = start(settings, new StockAnswersV2());
        try {
            Replay.Result replay = replay(settings);
            await(
                    "the live run's answers are those of " + replay.line(),
                    () -> digest(settings, replay.schema()).equals(replay.digest()));
        } finally {
            second.cancel().get(1, TimeUnit.MINUTES);
        }

        List<Instant> stitched = times(told);
        stitched.addAll(times(answers(settings, 2, "live-2")));
        NaiveStock naive = new NaiveStock(folder, true);
        stitched.removeIf(time -> !time.isBefore(naive.horizon()));
        assertThat(stitched).hasSizeGreaterThan(20).isEqualTo(changes(naive, times(told)));
    }

    /** Those that version 1 tells, with the one that held in the morning, and then version 2's. */
    private List<Instant> changes(NaiveStock second, List<Instant> told) throws IOException {
        Instant lost = told.get(told.size() - 1);
        List<Instant> changes = new ArrayList<>();
        for (Changed change : new NaiveStock(folder, false).changes(ITEM)) {
            if (!change.time().isAfter(MORNING)) {
                changes.clear();
            }
            if (!change.time().isAfter(lost)) {
                changes.add(change.time());
            }
        }
        for (Changed change : second.changes(ITEM)) {
            if (change.time().isAfter(lost)) {
                changes.add(change.time());
            }
        }
        return changes;
    }

    /** The times of the changes that answers are made of. */
    private static List<Instant> times(List<String> positions) {
        List<Instant> times = new ArrayList<>();
        positions.forEach(position -> times.add(Position.parse(position).time()));
        return times;
    }

    private void importUntilMorning(Settings settings, ImportOptions options) throws IOException {
        Importer importer = new Importer(settings.require(Settings.ARCHIVE), settings.hadoop());
        importer.run(
                importer.plan(
                        options.orderedBy("arrived").arrivedIn(new ArrivalRange(null, MORNING)),
                        List.of(file(options.log()))),
                Progress.NONE);
    }

    /** Sends both logs' lines of a range, and that there are no others before a time. */
    private void produce(Settings settings, ArrivalRange range, Instant until) throws Exception {
        for (String log : List.of("movements", "reads")) {
            send(settings, log, range, file(log));
            LogHeartbeat.append(settings, log, until);
        }
    }

    private void ask(Settings settings, String id, String position, Instant at) throws Exception {
        Path file = folder.resolve(id + ".csv");
        String line =
                String.join(
                        ",",
                        id,
                        "live",
                        ITEM,
                        "subscribe",
                        position,
                        at.toString(),
                        at.toString(),
                        at.toString());
        Files.writeString(file, "id,reader,item,kind,position,made,sent,arrived\n" + line + "\n");
        send(settings, "reads", ArrivalRange.ALL, file.toString());
    }

    private static void send(Settings settings, String log, ArrivalRange range, String file)
            throws IOException {
        new FileProducer(settings)
                .run(log, "arrived", range, Double.POSITIVE_INFINITY, List.of(file), Progress.NONE);
    }

    private String file(String log) {
        return folder.resolve(log + ".csv.gz").toString();
    }

    private static JobClient start(Settings settings, View view) throws Exception {
        return new LiveRun(
                        view,
                        settings,
                        1,
                        "postgres",
                        LiveOptions.NONE,
                        Duration.ofMillis(300),
                        null)
                .start(new FlinkTarget(settings, List.of()));
    }

    /** The positions of the answers to a read so far, in the order of their numbers. */
    private static List<String> answers(Settings settings, int version, String read)
            throws SQLException {
        List<String> positions = new ArrayList<>();
        String table = "stock_answers_v" + version;
        try (Connection connection = PostgresServer.of(settings).connect();
                Statement statement = connection.createStatement()) {
            String there = "SELECT 1 FROM pg_class WHERE relname = '" + table + "'";
            if (statement.executeQuery(there).next()) {
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT position FROM %s WHERE read = '%s' ORDER BY number"
                                        .formatted(table, read));
                while (rows.next()) {
                    positions.add(rows.getString(1));
                }
            }
        }
        return positions;
    }

    private static Replay.Result replay(Settings settings) throws Exception {
        for (String log : List.of("movements", "reads")) {
            new ArchiveRun(
                            settings,
                            log,
                            new Rolling(1_000_000, 64 << 20, Duration.ofMinutes(10)),
                            true,
                            false,
                            1)
                    .run(new FlinkTarget(settings, List.of()), SILENT, SILENT);
        }
        return new Replay(
                        new StockAnswersV2(),
                        settings,
                        RunMode.BATCH,
                        RunOptions.FINAL_ROWS,
                        2,
                        null,
                        true)
                .run(new FlinkTarget(settings, List.of()), SILENT);
    }

    private static Digest.Result digest(Settings settings, RowSchema schema) throws IOException {
        return Digest.of(schema, Output.of("postgres", settings).read("stock_answers_v2", schema));
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
