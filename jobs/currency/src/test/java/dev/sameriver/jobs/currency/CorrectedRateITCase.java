package dev.sameriver.jobs.currency;

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
import dev.sameriver.view.ViewRow;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.CloseableIterator;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rate that is corrected by a later record of the same time, within the bound of the rates. */
class CorrectedRateITCase {

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());
    private static final Path PURCHASES = Path.of("src/main/data/purchases-2016.csv.gz");
    private static final Path RATES = Path.of("src/main/data/rates-2016.csv.gz");

    @TempDir private Path folder;

    @Test
    void correctionChangesThePurchasesThatMetTheRateAndNoOthers() throws Exception {
        Path corrected =
                CorrectedRates.write(
                        folder.resolve("corrected.csv.gz"), Instant.parse("2016-02-12T09:00:00Z"));
        Settings before = archive("before", RATES);
        Settings after = archive("after", corrected);
        Replay.Result batch = replay(after, RunMode.BATCH);
        assertThat(batch.line()).isEqualTo(NaivePurchases.line(PURCHASES, corrected));
        assertThat(replay(after, RunMode.STREAMING).line()).isEqualTo(batch.line());

        List<ViewRow> old = rows(before, replay(before, RunMode.BATCH));
        List<ViewRow> now = rows(after, batch);
        assertThat(now).hasSameSizeAs(old);
        int changed = 0;
        for (int i = 0; i < now.size(); i++) {
            ViewRow row = now.get(i);
            Instant bought = Instant.ofEpochMilli(Long.parseLong(text(row, 1)));
            if (CorrectedRates.meet(text(row, 2), bought)) {
                assertThat(row.get(4)).isEqualTo(CorrectedRates.RATE);
                assertThat(old.get(i).get(4)).isEqualTo(1.1257);
                changed++;
            } else {
                assertThat(row).isEqualTo(old.get(i));
            }
        }
        assertThat(changed).isGreaterThan(10);
    }

    private Settings archive(String name, Path rates) throws Exception {
        String archive = folder.resolve(name).toUri().toString();
        Importer importer = new Importer(archive, new Configuration());
        for (ImportOptions options :
                List.of(
                        ImportOptions.of("purchases", 2, "bought", "currency"),
                        ImportOptions.of("rates", 2, "published", "currency"))) {
            Path file = options.log().equals("rates") ? rates : PURCHASES;
            importer.run(
                    importer.plan(
                            options.orderedBy("received"),
                            List.of(file.toAbsolutePath().toString())),
                    Progress.NONE);
        }
        return Settings.of(Map.of(Settings.ARCHIVE, archive));
    }

    private static Replay.Result replay(Settings settings, RunMode mode) throws Exception {
        return new Replay(
                        new PurchasesInEuros(),
                        settings,
                        mode,
                        RunOptions.FINAL_ROWS,
                        2,
                        csv(settings, mode),
                        true)
                .run(new FlinkTarget(settings, List.of()), SILENT);
    }

    private static String csv(Settings settings, RunMode mode) {
        return "csv:" + settings.require(Settings.ARCHIVE) + "-rows-" + mode;
    }

    /** By the numbers of the purchases. */
    private static List<ViewRow> rows(Settings settings, Replay.Result result) throws Exception {
        List<ViewRow> rows = new ArrayList<>();
        try (CloseableIterator<ViewRow> all =
                Output.of(csv(settings, RunMode.BATCH), settings)
                        .read("purchases_in_euros_v1", result.schema())) {
            all.forEachRemaining(rows::add);
        }
        rows.sort(Comparator.comparing(row -> text(row, 0)));
        return rows;
    }

    private static String text(ViewRow row, int column) {
        return String.valueOf(row.get(column));
    }
}
