package dev.sameriver.beam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.view.KeyFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether Beam gives the rows of the main engine, byte for byte, and the same late events. */
class BeamDerivationITCase {

    @TempDir private static Path folder;

    private static String archive = "";
    private static MainEngine main = new MainEngine(Path.of("."));

    @BeforeAll
    static void writeLog() throws Exception {
        archive = folder.resolve("logs").toString();
        ReadingsLog.write(folder.resolve("logs").toUri().toString());
        main = new MainEngine(Files.createDirectory(folder.resolve("main")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tumbling", "hopping", "sessions", "days", "sql"})
    void rowsAndLateEventsAreThoseOfTheMainEngine(String windows) throws Exception {
        String view = "readings-" + windows;
        String table = "readings_" + windows + "_v1";
        Future<String> replay = replay(view, archive);
        for (Runner runner : Runner.values()) {
            Sums sums =
                    derivation(view, null, null, null, rows(runner), late(runner))
                            .run(runner.options(archive, 2));
            assertThat(sums.line())
                    .isEqualTo(replay.get())
                    .doesNotContain("rows=0 ")
                    .doesNotContain("late=0 ");
            assertThat(Files.readAllLines(rows(runner))).isEqualTo(main.lines(table));
            assertThat(Files.readAllLines(late(runner))).isEqualTo(main.lines(table + "_late"));
        }
        if (windows.equals("hopping") || windows.equals("sessions")) {
            partsAreThoseOfTheWhole(view, main.lines(table));
        }
    }

    /** Of a range and a part of the keys. */
    private void partsAreThoseOfTheWhole(String view, List<String> rows) throws IOException {
        Instant from = Instant.parse("2001-04-01T03:00:00Z");
        Instant to = Instant.parse("2001-04-01T12:00:00Z");
        KeyFilter half = KeyFilter.share(0.5);
        int keys = view.equals("readings-hopping") ? 2 : 1;
        List<String> expected = new ArrayList<>();
        for (String row : rows) {
            List<String> columns = List.of(row.split(","));
            if (half.takes(KeyFilter.text(columns.subList(0, keys)))
                    && !Instant.parse(columns.get(keys)).isBefore(from)
                    && !Instant.parse(columns.get(keys + 1)).isAfter(to)) {
                expected.add(row);
            }
        }
        Path part = folder.resolve("part.csv");
        derivation(view, from, to, half, part, null).run(Runner.DIRECT.options(archive, 2));
        assertThat(expected).hasSizeBetween(5, rows.size() / 2);
        assertThat(Files.readAllLines(part)).isEqualTo(expected);
    }

    /** Starts a replay by the main engine, which goes on while Beam derives. */
    private static Future<String> replay(String view, String archive) {
        FutureTask<String> replay = new FutureTask<>(() -> main.replay(view, archive));
        new Thread(replay).start();
        return replay;
    }

    private static Path rows(Runner runner) {
        return folder.resolve(runner + ".csv");
    }

    private static Path late(Runner runner) {
        return folder.resolve(runner + "-late.csv");
    }

    private static Derivation derivation(
            String view,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable KeyFilter sample,
            Path rows,
            @Nullable Path late) {
        return new Derivation(
                new ViewCode(List.of(), view, false),
                archive,
                from == null ? Long.MIN_VALUE : from.toEpochMilli(),
                to == null ? Long.MAX_VALUE : to.toEpochMilli(),
                sample,
                rows,
                late);
    }
}
