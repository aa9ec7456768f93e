package dev.sameriver.jobs.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.Progress;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.ingest.Importer;
import dev.sameriver.job.RunMode;
import dev.sameriver.output.Output;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.Replay;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.util.CloseableIterator;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand purchases and their outcomes, imported into a fresh archive and replayed. */
class FraudITCase {

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

    @TempDir static Path folder;

    private static String archive = "";
    private static Settings settings = Settings.of(Map.of());

    @BeforeAll
    static void importAll() throws IOException {
        Path purchases = folder.resolve("purchases.csv.gz");
        Path outcomes = folder.resolve("outcomes.csv.gz");
        FraudData.write(10_000, purchases, outcomes);
        archive = folder.resolve("logs").toUri().toString();
        settings = Settings.of(Map.of(Settings.ARCHIVE, archive));
        importFile(ImportOptions.of("purchases", 2, "bought", "purchase"), purchases);
        importFile(ImportOptions.of("outcomes", 2, "settled", "purchase"), outcomes);
    }

    private static void importFile(ImportOptions options, Path file) throws IOException {
        Importer importer = new Importer(archive, new Configuration());
        importer.run(
                importer.plan(options.orderedBy("arrived"), List.of(file.toString())),
                Progress.NONE);
    }

    @Test
    void everyReplayGivesTheScoresThatTheReadmeSays() throws Exception {
        View view = new PurchaseScores();
        String line = replay(view, RunMode.STREAMING, 2, null).line();
        assertThat(replay(view, RunMode.BATCH, 1, null).line()).isEqualTo(line);
        assertThat(readme()).contains("    " + line + "\n");
    }

    @Test
    void everyReplayGivesTheOutcomesThatTheReadmeSays() throws Exception {
        View view = new PurchaseOutcomes();
        String batch = replay(view, RunMode.BATCH, 1, null).line();
        assertThat(replay(view, RunMode.STREAMING, 2, null).line()).isEqualTo(batch);
        assertThat(readme()).contains("    " + batch + "\n");
    }

    @Test
    void scoresAreExplainedByWhatTheArchiveHoldsAtThePlacesThatTheyName() throws Exception {
        Replay.Result scored = replay(new PurchaseScores(), RunMode.BATCH, 2, "scores");
        ArchivedSales sales = new ArchivedSales(archive);
        List<ViewRow> rows = read("purchase_scores_v1", "scores", scored);
        int met = 0;
        for (int i = 0; i < rows.size(); i += 37) {
            ViewRow row = rows.get(i);
            String purchase = String.valueOf(row.get(0));
            long score = 0;
            for (Identity identity : Identity.values()) {
                String column = identity.name().toLowerCase(Locale.ROOT);
                int at = 3 + 2 * identity.ordinal();
                String outcomes = sales.outcomesFor(purchase, column);
                assertThat(row.get(at + 1)).as(purchase + " by " + column).isEqualTo(outcomes);
                long points = points(outcomes);
                assertThat(row.get(at)).isEqualTo(points);
                score += points;
            }
            assertThat(row.get(2)).isEqualTo(score);
            met += score > 0 ? 1 : 0;
        }
        assertThat(met).isGreaterThan(20);
    }

    private static long points(String outcomes) {
        List<String> each = outcomes.isEmpty() ? List.of() : List.of(outcomes.split(" "));
        long chargebacks = each.stream().filter(one -> one.endsWith(":chargeback")).count();
        return chargebacks * 100 / (each.size() + 2);
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    private static Replay.Result replay(
            View view, RunMode mode, int parallelism, @Nullable String name) throws Exception {
        return new Replay(
                        view,
                        settings,
                        mode,
                        RunOptions.FINAL_ROWS,
                        parallelism,
                        name == null ? null : "csv:" + folder.resolve(name).toUri(),
                        true)
                .run(new FlinkTarget(settings, List.of()), SILENT);
    }

    private static List<ViewRow> read(String table, String name, Replay.Result result)
            throws Exception {
        List<ViewRow> rows = new ArrayList<>();
        try (CloseableIterator<ViewRow> all =
                Output.of("csv:" + folder.resolve(name).toUri(), settings)
                        .read(table, result.schema())) {
            all.forEachRemaining(rows::add);
        }
        return rows;
    }
}
