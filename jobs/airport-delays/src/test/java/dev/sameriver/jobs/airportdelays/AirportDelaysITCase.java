package dev.sameriver.jobs.airportdelays;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.connect.Progress;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.ingest.Importer;
import dev.sameriver.job.RunMode;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.Replay;
import dev.sameriver.sql.SqlView;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All the flights, imported into a fresh archive and replayed. */
class AirportDelaysITCase {

    private static final Path FLIGHTS = Path.of("src/main/data/flights-2001-q1.csv.gz");

    @TempDir static Path archive;

    private static String expected;

    @BeforeAll
    static void importAllFlights() throws IOException {
        expected = NaiveAirportDelays.line(FLIGHTS);
        Importer importer = new Importer(archive.toUri().toString(), new Configuration());
        ImportOptions options =
                ImportOptions.of("flights", 4, "scheduled", "origin").orderedBy("reported");
        importer.run(
                importer.plan(options, List.of(FLIGHTS.toAbsolutePath().toString())),
                Progress.NONE);
    }

    @ParameterizedTest
    @CsvSource({"BATCH,1", "BATCH,3", "STREAMING,2"})
    void everyReplayGivesTheRowsThatTheRulesGive(RunMode mode, int parallelism) throws Exception {
        assertThat(replay(new AirportDelays(), mode, parallelism)).isEqualTo(expected);
    }

    @Test
    void viewInSqlGivesTheSameRows() throws Exception {
        SqlView view = SqlView.read(Path.of("src/main/sql/airport-delays.sql"));
        assertThat(replay(view, RunMode.STREAMING, 3)).isEqualTo(expected);
    }

    private static String replay(View view, RunMode mode, int parallelism) throws Exception {
        Settings settings = Settings.of(Map.of(Settings.ARCHIVE, archive.toUri().toString()));
        Replay replay =
                new Replay(view, settings, mode, RunOptions.FINAL_ROWS, parallelism, null, true);
        return replay.run(new FlinkTarget(settings, List.of()), System.err).line();
    }
}
