package dev.sameriver.jobs.accounts;

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
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.CloseableIterator;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand transfers, with what their clients sent again, replayed. */
class TransfersITCase {

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

    @TempDir static Path folder;

    private static Settings settings;

    @BeforeAll
    static void importTransfers() throws Exception {
        Path file = folder.resolve("transfers.csv.gz");
        TransferData.write(10_000, 200, file);
        String archive = folder.resolve("logs").toUri().toString();
        Importer importer = new Importer(archive, new Configuration());
        ImportOptions options =
                ImportOptions.of("transfers", 4, "sent", "request_id").orderedBy("arrived");
        importer.run(importer.plan(options, List.of(file.toString())), Progress.NONE);
        settings = Settings.of(Map.of(Settings.ARCHIVE, archive));
    }

    @Test
    void everyModeGivesTheSameDecisions() throws Exception {
        View view = new TransferDecisions();
        String batch = replay(view, RunMode.BATCH, 1, "batch-decisions").line();
        Replay.Result stream = replay(view, RunMode.STREAMING, 2, "stream-decisions");
        assertThat(stream.line()).isEqualTo(batch);

        List<ViewRow> decisions = read("stream-decisions", "transfer_decisions_v1", stream);
        assertThat(decisions.stream().map(row -> text(row, 0))).doesNotHaveDuplicates();
        assertThat(decisions.stream().map(row -> text(row, 2)).distinct())
                .containsExactlyInAnyOrder("posted", "refused", "invalid");
    }

    @Test
    void sumOfBalancesIsZeroAfterEveryTransferAndEachTakesEffectOnce() throws Exception {
        View view = new AccountEntries();
        Replay.Result batch = replay(view, RunMode.BATCH, 2, "batch-entries");
        Replay.Result stream = replay(view, RunMode.STREAMING, 2, "stream-entries");
        assertThat(stream.line()).isEqualTo(batch.line());

        List<ViewRow> entries = read("stream-entries", "account_entries_v1", stream);
        entries.sort(
                Comparator.<ViewRow>comparingLong(row -> number(row, 5))
                        .thenComparing(row -> number(row, 1))
                        .thenComparing(row -> number(row, 2))
                        .thenComparing(row -> number(row, 3))
                        .thenComparing(row -> number(row, 4)));
        Map<Object, Long> balances = new HashMap<>();
        Map<Object, Integer> entriesOf = new HashMap<>();
        long sum = 0;
        for (int i = 0; i < entries.size(); i++) {
            ViewRow entry = entries.get(i);
            sum += number(entry, 8);
            entriesOf.merge(text(entry, 7), 1, Integer::sum);
            long balance = balances.merge(text(entry, 6), number(entry, 8), Long::sum);
            assertThat(number(entry, 9)).isEqualTo(balance);
            if (!text(entry, 6).equals(Transfer.CASH)) {
                assertThat(balance).isNotNegative();
            }
            if (i % 2 == 1) {
                assertThat(sum).as("sum after %s", entry).isZero();
            }
        }
        assertThat(entriesOf.size()).isBetween(5_000, 9_500);
        assertThat(entriesOf.values().stream().distinct()).containsExactly(2);
    }

    private static Replay.Result replay(View view, RunMode mode, int parallelism, String name)
            throws Exception {
        return new Replay(
                        view,
                        settings,
                        mode,
                        RunOptions.FINAL_ROWS,
                        parallelism,
                        "csv:" + folder.resolve(name).toUri(),
                        true)
                .run(new FlinkTarget(settings, List.of()), SILENT);
    }

    private static List<ViewRow> read(String name, String table, Replay.Result result)
            throws Exception {
        List<ViewRow> rows = new ArrayList<>();
        try (CloseableIterator<ViewRow> all =
                Output.of("csv:" + folder.resolve(name).toUri(), settings)
                        .read(table, result.schema())) {
            all.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static long number(ViewRow row, int column) {
        return row.get(column) instanceof Long number ? number : 0;
    }

    private static String text(ViewRow row, int column) {
        return String.valueOf(row.get(column));
    }
}
