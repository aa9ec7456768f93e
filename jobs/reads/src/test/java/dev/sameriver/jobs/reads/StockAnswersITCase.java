package dev.sameriver.jobs.reads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.Progress;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.ingest.Importer;
import dev.sameriver.job.RunMode;
import dev.sameriver.jobs.reads.NaiveStock.Position;
import dev.sameriver.operator.SideRows;
import dev.sameriver.output.Output;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.Replay;
import dev.sameriver.view.RowSchema;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.util.CloseableIterator;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand movements and what was asked about them, replayed. */
class StockAnswersITCase {

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

    @TempDir static Path folder;

    private static Settings settings = Settings.of(Map.of());

    @BeforeAll
    static void importAll() throws IOException {
        StockData.write(10_000, folder);
        String archive = folder.resolve("logs").toUri().toString();
        settings = Settings.of(Map.of(Settings.ARCHIVE, archive));
        importLog(archive, ImportOptions.of("movements", 1, "moved", "item"));
        importLog(archive, ImportOptions.of("reads", 2, "sent", "id"));
    }

    private static void importLog(String archive, ImportOptions options) throws IOException {
        Importer importer = new Importer(archive, new Configuration());
        String file = folder.resolve(options.log() + ".csv.gz").toString();
        importer.run(importer.plan(options.orderedBy("arrived"), List.of(file)), Progress.NONE);
    }

    @Test
    void everyReplayGivesTheAnswersThatTheRulesGive() throws Exception {
        View view = new StockAnswers();
        String expected = new NaiveStock(folder, NaiveStock.Told.LEVELS).line();
        assertThat(replay(view, RunMode.BATCH, 1, "batch").line()).isEqualTo(expected);
        assertThat(replay(view, RunMode.STREAMING, 2, "streaming").line()).isEqualTo(expected);
    }

    @Test
    void everyReplayGivesTheAnswersOfWindowsThatTheRulesGive() throws Exception {
        View view = new TurnoverAnswers();
        String expected = new NaiveStock(folder, NaiveStock.Told.TURNOVER).line();
        assertThat(replay(view, RunMode.BATCH, 1, "turnover-batch").line()).isEqualTo(expected);
        assertThat(replay(view, RunMode.STREAMING, 2, "turnover").line()).isEqualTo(expected);
        assertThat(Files.readString(Path.of("README.md"))).contains("    " + expected + "\n");
    }

    @Test
    void readmeSaysWhatIsPrintedAndHowManyReadsAreRefused() throws IOException {
        NaiveStock first = new NaiveStock(folder, NaiveStock.Told.LEVELS);
        NaiveStock second = new NaiveStock(folder, NaiveStock.Told.FREE);
        assertThat(Files.readString(Path.of("README.md")))
                .contains("    " + first.line() + "\n")
                .contains("    " + second.line() + "\n")
                .contains(
                        "counted: %d of version 1, and %d of version 2"
                                .formatted(first.refused(), second.refused()));
    }

    /** Readers have the answers of version 1 up to where they lost their connection. */
    @Test
    void readersWhoGoOnInTheNextVersionMissNothingAndAreToldNothingTwice() throws Exception {
        NaiveStock first = new NaiveStock(folder, NaiveStock.Told.LEVELS);
        NaiveStock second = new NaiveStock(folder, NaiveStock.Told.FREE);
        Map<String, List<String>> before = positions(new StockAnswers(), first);
        Map<String, List<String>> after = positions(new StockAnswersV2(), second);
        int readers = 0;
        int changes = 0;
        for (Map.Entry<String, List<String>> again : after.entrySet()) {
            String position = first.position(again.getKey());
            List<String> told = before.get(again.getKey().replace("-2", "-1"));
            if (position.isEmpty() || told == null) {
                continue;
            }
            Position lost = Position.parse(position);
            List<String> stitched = new ArrayList<>(told);
            stitched.removeIf(answer -> Position.parse(answer).isBehind(lost));
            stitched.addAll(again.getValue());
            assertThat(stitched)
                    .as(again.getKey())
                    .isEqualTo(changes(first, second, first.item(again.getKey()), lost, stitched));
            readers++;
            changes += stitched.size();
        }
        assertThat(readers).isGreaterThan(200);
        assertThat(changes).isGreaterThan(3 * readers);
    }

    /** Where the first answer stands, and all changes from there to the last one. */
    private static List<String> changes(
            NaiveStock first,
            NaiveStock second,
            String item,
            Position lost,
            List<String> stitched) {
        Position begin = Position.parse(stitched.get(0));
        Position end = Position.parse(stitched.get(stitched.size() - 1));
        List<String> changes = new ArrayList<>(stitched.subList(0, 1));
        Stream.concat(
                        first.changes(item).stream().filter(one -> !one.isBehind(lost)),
                        second.changes(item).stream().filter(one -> one.isBehind(lost)))
                .filter(one -> one.isBehind(begin) && !one.isBehind(end))
                .forEach(one -> changes.add(one.position()));
        return changes;
    }

    /** The positions of the answers to each read, in the order of their numbers. */
    private static Map<String, List<String>> positions(View view, NaiveStock naive)
            throws Exception {
        String name = "version-" + view.version();
        Replay.Result result = replay(view, RunMode.BATCH, 2, name);
        assertThat(result.line()).isEqualTo(naive.line());
        String table = "stock_answers_v" + view.version();
        List<ViewRow> dead = read(name, table + "_dead", SideRows.DEAD);
        assertThat(dead.stream().filter(row -> "reads".equals(row.get(0))))
                .hasSize(naive.refused());
        Map<String, TreeMap<Long, String>> numbered = new TreeMap<>();
        for (ViewRow row : read(name, table, result.schema())) {
            numbered.computeIfAbsent(String.valueOf(row.get(0)), any -> new TreeMap<>())
                    .put((Long) row.get(1), String.valueOf(row.get(6)));
        }
        Map<String, List<String>> positions = new TreeMap<>();
        numbered.forEach(
                (read, answers) -> {
                    assertThat(answers.lastKey()).as(read).isEqualTo(answers.size());
                    positions.put(read, List.copyOf(answers.values()));
                });
        return positions;
    }

    private static List<ViewRow> read(String name, String table, RowSchema schema)
            throws Exception {
        List<ViewRow> rows = new ArrayList<>();
        try (CloseableIterator<ViewRow> all =
                Output.of("csv:" + folder.resolve(name).toUri(), settings).read(table, schema)) {
            all.forEachRemaining(rows::add);
        }
        return rows;
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
}
