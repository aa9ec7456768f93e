package dev.sameriver.jobs.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.Progress;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.ingest.Importer;
import dev.sameriver.job.RunMode;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.Replay;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand requests for usernames, and as many to the stock, replayed. */
class ConstraintsITCase {

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

    @TempDir static Path folder;

    private static Path names = Path.of("");
    private static Path stock = Path.of("");

    @BeforeAll
    static void importAll() throws Exception {
        names = folder.resolve("names.csv.gz");
        stock = folder.resolve("stock.csv.gz");
        NameData.write(10_000, 500, names);
        StockData.write(10_000, 200, stock);
        importFile("name-requests", names);
        importFile("stock-requests", stock);
    }

    @Test
    void everyReplayGivesTheUsernamesThatTheRulesGive() throws Exception {
        check(new Usernames(), NaiveUsernames.line(names));
    }

    @Test
    void everyReplayGivesTheStockAndTheApologiesThatTheRulesGive() throws Exception {
        check(new Stock(), NaiveStock.line(stock));
    }

    private static void check(View view, String expected) throws Exception {
        assertThat(replay(view, RunMode.BATCH, 1)).isEqualTo(expected);
        assertThat(replay(view, RunMode.STREAMING, 2)).isEqualTo(expected);
        assertThat(Files.readString(Path.of("README.md"))).contains("    " + expected + "\n");
    }

    private static String replay(View view, RunMode mode, int parallelism) throws Exception {
        Settings settings = Settings.of(Map.of(Settings.ARCHIVE, archive()));
        return new Replay(view, settings, mode, RunOptions.FINAL_ROWS, parallelism, null, true)
                .run(new FlinkTarget(settings, List.of()), SILENT)
                .line();
    }

    private static void importFile(String log, Path file) throws Exception {
        Importer importer = new Importer(archive(), new Configuration());
        ImportOptions options = ImportOptions.of(log, 4, "sent", "request_id").orderedBy("arrived");
        importer.run(importer.plan(options, List.of(file.toString())), Progress.NONE);
    }

    private static String archive() {
        return folder.resolve("logs").toUri().toString();
    }
}
