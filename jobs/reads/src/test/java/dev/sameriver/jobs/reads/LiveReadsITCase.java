package dev.sameriver.jobs.reads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.jobs.reads.NaiveStock.Changed;
import dev.sameriver.jobs.reads.NaiveStock.Position;
import dev.sameriver.run.ArrivingLog;
import dev.sameriver.run.Await;
import dev.sameriver.run.LiveJob;
import dev.sameriver.run.LiveParity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that reads one version live, loses it, and goes on in the next one. */
class LiveReadsITCase {

    private static final Instant MORNING = Instant.parse("2026-01-05T06:00:00Z");
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant END = Instant.parse("2026-01-07T00:00:00Z");
    private static final String ITEM = "i7";

    @TempDir private Path folder;

    @Test
    void clientThatLosesOneVersionGoesOnInTheNextAndMissesAndRepeatsNothing() throws Exception {
        Settings settings = LiveParity.settings(folder);
        StockData.write(3_000, folder);
        ArrivingLog movements =
                log(
                        settings,
                        ImportOptions.of("movements", 1, "moved", "item"),
                        "movements.csv.gz");
        ImportOptions readOptions = ImportOptions.of("reads", 2, "sent", "id");
        ArrivingLog reads = log(settings, readOptions, "reads.csv.gz");
        List<ArrivingLog> logs = List.of(movements, reads);
        for (ArrivingLog log : logs) {
            log.importUntil(MORNING);
        }
        log(settings, readOptions, ask("live-1", "", MORNING)).produce(MORNING, null);
        for (ArrivingLog log : logs) {
            log.produce(MORNING, NOON);
            log.heartbeat(NOON);
        }
        LiveJob first = new LiveJob(new StockAnswers(), settings, "postgres", List.of(), 1);
        try {
            Await.until("there are answers", () -> answers(settings, 1, "live-1").size() >= 5);
        } finally {
            first.cancel();
        }

        List<String> told = answers(settings, 1, "live-1");
        TurnoverAnswers windows = new TurnoverAnswers();
        LiveParity turnover = new LiveParity(windows, settings, logs);
        LiveJob third = new LiveJob(windows, settings, "postgres", List.of(), 1);
        Await.until("there are answers by windows", turnover::hasRows);
        third.rescale(2, settings.require(Settings.ARCHIVE) + "-savepoints");
        log(settings, readOptions, ask("live-2", told.get(told.size() - 1), NOON))
                .produce(NOON, null);
        for (ArrivingLog log : logs) {
            log.produce(NOON, null);
            log.heartbeat(END);
        }
        StockAnswersV2 next = new StockAnswersV2();
        LiveJob second = new LiveJob(next, settings, "postgres", List.of(), 1);
        try {
            new LiveParity(next, settings, logs).awaitReplayed();
            turnover.awaitReplayed();
        } finally {
            second.cancel();
            third.cancel();
        }

        List<Instant> stitched = times(told);
        stitched.addAll(times(answers(settings, 2, "live-2")));
        NaiveStock naive = new NaiveStock(folder, NaiveStock.Told.FREE);
        stitched.removeIf(time -> !time.isBefore(naive.horizon()));
        assertThat(stitched).hasSizeGreaterThan(20).isEqualTo(changes(naive, times(told)));
    }

    /** Those that version 1 tells, with the one that held in the morning, and then version 2's. */
    private List<Instant> changes(NaiveStock second, List<Instant> told) throws IOException {
        Instant lost = told.get(told.size() - 1);
        List<Instant> changes = new ArrayList<>();
        for (Changed change : new NaiveStock(folder, NaiveStock.Told.LEVELS).changes(ITEM)) {
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

    private ArrivingLog log(Settings settings, ImportOptions options, String file) {
        return new ArrivingLog(settings, options, folder.resolve(file));
    }

    /** A file of one subscription. */
    private String ask(String id, String position, Instant at) throws IOException {
        String file = id + ".csv";
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
        Files.writeString(
                folder.resolve(file),
                "id,reader,item,kind,position,made,sent,arrived\n" + line + "\n");
        return file;
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
}
