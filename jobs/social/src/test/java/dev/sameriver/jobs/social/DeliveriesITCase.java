package dev.sameriver.jobs.social;

import static dev.sameriver.view.ResultColumn.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.Progress;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.ingest.Importer;
import dev.sameriver.job.RunMode;
import dev.sameriver.output.Output;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.Replay;
import dev.sameriver.view.Inputs;
import dev.sameriver.view.Rows;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.util.CloseableIterator;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand acts of 100 members, replayed. */
class DeliveriesITCase {

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());

    @TempDir static Path folder;

    private static Settings settings;

    /** Who was a friend when each message was sent. */
    private static Map<String, List<String>> sent;

    @BeforeAll
    static void importActs() throws Exception {
        sent = SocialData.write(10_000, 100, folder);
        String archive = folder.resolve("logs").toUri().toString();
        settings = Settings.of(Map.of(Settings.ARCHIVE, archive));
        importLog(archive, "friendships", "member");
        importLog(archive, "messages", "id");
    }

    private static void importLog(String archive, String log, String key) throws Exception {
        Importer importer = new Importer(archive, new Configuration());
        String file = folder.resolve(log + ".csv.gz").toString();
        importer.run(
                importer.plan(
                        ImportOptions.of(log, 2, "at", key).orderedBy("arrived"), List.of(file)),
                Progress.NONE);
    }

    @Test
    void everyModeGivesEachMessageToThoseWhoWereFriendsWhenItWasSent() throws Exception {
        Replay.Result batch = replay(new Deliveries(), RunMode.BATCH, 1, "batch");
        Replay.Result stream = replay(new Deliveries(), RunMode.STREAMING, 2, "stream");
        assertThat(stream.line()).isEqualTo(batch.line());
        assertThat(Files.readString(Path.of("README.md"))).contains("    " + batch.line() + "\n");
        assertThat(batch.sums().late()).isPositive();
        assertThat(batch.sums().dead()).isPositive();

        Map<String, TreeSet<String>> given = given(new Deliveries(), "stream", stream);
        assertThat(given.size()).isBetween(sent.size() * 9 / 10, sent.size() - 1);
        given.forEach(
                (message, friends) -> assertThat(friends).as(message).isEqualTo(friends(message)));
    }

    @Test
    void inTheOrderOfTheirTimesAloneMessagesReachExFriends() throws Exception {
        Replay.Result result = replay(new DeliveriesByTime(), RunMode.BATCH, 2, "by-time");
        Map<String, TreeSet<String>> given = given(new DeliveriesByTime(), "by-time", result);
        assertThat(given.entrySet())
                .anyMatch(message -> !friends(message.getKey()).containsAll(message.getValue()));
    }

    private static TreeSet<String> friends(String message) {
        return new TreeSet<>(sent.getOrDefault(message, List.of()));
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

    private static Map<String, TreeSet<String>> given(View view, String name, Replay.Result result)
            throws Exception {
        Map<String, TreeSet<String>> given = new TreeMap<>();
        String table = view.name().replace('-', '_') + "_v1";
        try (CloseableIterator<ViewRow> rows =
                Output.of("csv:" + folder.resolve(name).toUri(), settings)
                        .read(table, result.schema())) {
            rows.forEachRemaining(
                    row ->
                            given.computeIfAbsent(
                                            String.valueOf(row.get(0)), any -> new TreeSet<>())
                                    .add(String.valueOf(row.get(1))));
        }
        return given;
    }

    /** The same deliveries by event time, as if no device had seen anything. */
    private static final class DeliveriesByTime implements View {

        @Override
        public String name() {
            return "deliveries-by-time";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Rows derive(Inputs inputs) {
            return Acts.byTime(inputs)
                    .derive(new Deliver(), Friends.class, Delivery.class)
                    .key(column("message", Delivery::message), column("friend", Delivery::friend))
                    .select(column("text", Delivery::text));
        }
    }
}
