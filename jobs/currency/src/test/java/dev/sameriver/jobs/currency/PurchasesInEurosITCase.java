package dev.sameriver.jobs.currency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.Progress;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.ingest.Importer;
import dev.sameriver.job.RunMode;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.Replay;
import dev.sameriver.view.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All purchases and rates, imported into a fresh archive and replayed. */
class PurchasesInEurosITCase {

    private static final Path PURCHASES = Path.of("src/main/data/purchases-2016.csv.gz");
    private static final Path RATES = Path.of("src/main/data/rates-2016.csv.gz");

    @TempDir static Path archive;

    private static String expected;

    @BeforeAll
    static void importAll() throws IOException {
        expected = NaivePurchases.line(PURCHASES, RATES);
        importFile(ImportOptions.of("purchases", 2, "bought", "currency"), PURCHASES);
        importFile(ImportOptions.of("rates", 2, "published", "currency"), RATES);
    }

    @Test
    void readmeSaysWhatIsPrinted() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains("    " + expected + "\n");
    }

    private static void importFile(ImportOptions options, Path file) throws IOException {
        Importer importer = new Importer(archive.toUri().toString(), new Configuration());
        importer.run(
                importer.plan(
                        options.orderedBy("received"), List.of(file.toAbsolutePath().toString())),
                Progress.NONE);
    }

    @ParameterizedTest
    @CsvSource({"BATCH,1", "BATCH,2", "STREAMING,1", "STREAMING,2"})
    void everyReplayGivesTheRowsThatTheRulesGive(RunMode mode, int parallelism) throws Exception {
        Settings settings = Settings.of(Map.of(Settings.ARCHIVE, archive.toUri().toString()));
        Replay replay =
                new Replay(
                        new PurchasesInEuros(),
                        settings,
                        mode,
                        RunOptions.FINAL_ROWS,
                        parallelism,
                        null,
                        true);
        assertThat(replay.run(new FlinkTarget(settings, List.of()), System.err).line())
                .isEqualTo(expected);
    }
}
