package dev.sameriver.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.archiver.Rolling;
import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.RunMode;
import dev.sameriver.job.Views;
import dev.sameriver.operator.SideRows;
import dev.sameriver.output.Digest;
import dev.sameriver.output.Output;
import dev.sameriver.run.ArchiveRun;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.LiveRun;
import dev.sameriver.run.Replay;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.source.LiveOptions;
import dev.sameriver.sql.SqlView;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every way to derive a view gives one digest: in Java in batch, as a stream and live, in SQL in
 * batch and as a stream, and by Beam on both of its runners.
 */
class ParityMatrixITCase {

    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());
    private static final Rolling ROLLING = new Rolling(1_000, 64 << 20, Duration.ofMinutes(10));

    private static final String FLIGHTS =
            """
            SET 'sameriver.version' = '1';
            CREATE TABLE flights (
              origin STRING,
              delay_minutes INT NOT NULL,
              `at` TIMESTAMP_LTZ(3),
              WATERMARK FOR `at` AS `at` - INTERVAL '90' MINUTE
            ) WITH ('connector' = 'sameriver', 'log' = 'NAME');
            CREATE VIEW `NAME` AS
            SELECT origin, window_start, window_end,
              COUNT(*) AS flights,
              COUNT(*) FILTER (WHERE delay_minutes > 15) AS delayed,
              SUM(GREATEST(0, delay_minutes)) AS delay_minutes,
              MAX(delay_minutes) AS max_delay
            FROM WINDOWS
            GROUP BY origin, window_start, window_end;
            """;

    private static final String READINGS =
            """
            SET 'sameriver.version' = '1';
            CREATE TABLE readings (
              sensor STRING,
              `value` INT NOT NULL,
              level INT NOT NULL,
              `at` TIMESTAMP_LTZ(3),
              WATERMARK FOR `at` AS `at` - INTERVAL '20' MINUTE
            ) WITH ('connector' = 'sameriver', 'log' = 'NAME');
            CREATE VIEW `NAME` AS
            SELECT sensor, window_start, window_end,
              COUNT(*) AS readings,
              SUM(`value`) AS total,
              AVG(`value`) AS mean_value
            FROM WINDOWS
            WHERE level > 2
            GROUP BY sensor, window_start, window_end;
            """;

    private static final Map<String, String> WINDOWS =
            Map.of(
                    "tumbling",
                    "TUMBLE(TABLE LOG, DESCRIPTOR(`at`), INTERVAL '1' HOUR)",
                    "hopping",
                    "HOP(TABLE LOG, DESCRIPTOR(`at`), INTERVAL '15' MINUTE, INTERVAL '1' HOUR)",
                    "session",
                    "SESSION(TABLE LOG PARTITION BY KEY, DESCRIPTOR(`at`), INTERVAL '15' MINUTE)");

    @TempDir private static Path folder;

    private static Settings settings = Settings.of(Map.of());
    private static BeamSession beam;

    @BeforeAll
    static void up() throws IOException {
        settings = SharedSandbox.with(Part.HDFS, Part.KAFKA, Part.POSTGRES).settings();
        beam = BeamSession.start(folder);
    }

    @AfterAll
    static void down() throws Exception {
        beam.close();
    }

    @ParameterizedTest
    @CsvSource({
        "flights, tumbling",
        "flights, hopping",
        "flights, session",
        "readings, tumbling",
        "readings, hopping",
        "readings, session"
    })
    void everyWayToDeriveGivesOneDigest(String log, String windows) throws Exception {
        String name = log + "-" + windows;
        String table = name.replace('-', '_') + "_v1";
        View java = Views.find(name, ParityViews.class.getClassLoader());
        View sql = SqlView.parse(sql(log, windows, name), Path.of(name + ".sql"));
        boolean isFlights = log.equals(ParityViews.FLIGHTS);
        (isFlights ? ParityLog.flights(3_000) : ParityLog.readings(1_500)).write(settings, name);
        JobClient live = live(java);
        try {
            // What is archived from here on has reached the live job by Kafka.
            await("the live job gives rows", () -> hasRows(table));
            new ArchiveRun(settings, name, ROLLING, true, false, 1)
                    .run(new FlinkTarget(settings, List.of()), SILENT, SILENT);

            for (String runner : List.of("direct", "flink")) {
                beam.derive(
                        name,
                        settings.require(Settings.ARCHIVE),
                        runner,
                        folder.resolve(name + "-" + runner + ".csv"));
            }
            Replay.Result batch = replay(java, RunMode.BATCH, csv(name));
            assertThat(batch.line()).doesNotContain("rows=0 ").doesNotContain("late=0 ");
            Map<String, String> cells = new LinkedHashMap<>();
            cells.put("Java, streaming", replay(java, RunMode.STREAMING, null).line());
            cells.put("SQL, batch", replay(sql, RunMode.BATCH, null).line());
            cells.put("SQL, streaming", replay(sql, RunMode.STREAMING, null).line());
            cells.put("Beam, direct", beam.line());
            cells.put("Beam on Flink", beam.line());
            assertThat(cells).allSatisfy((cell, line) -> assertThat(line).isEqualTo(batch.line()));
            for (Map.Entry<String, RowSchema> rows :
                    Map.of(table, batch.schema(), table + "_late", SideRows.LATE).entrySet()) {
                Digest.Result wanted = digest(csv(name), rows.getKey(), rows.getValue());
                await(
                        rows.getKey() + " of the live job is " + wanted,
                        () -> digest("postgres", rows.getKey(), rows.getValue()).equals(wanted));
            }
        } finally {
            live.cancel().get();
        }
    }

    private static String sql(String log, String windows, String name) {
        boolean isFlights = log.equals(ParityViews.FLIGHTS);
        String spec =
                Objects.requireNonNull(WINDOWS.get(windows))
                        .replace("LOG", log)
                        .replace("KEY", isFlights ? "origin" : "sensor");
        return (isFlights ? FLIGHTS : READINGS).replace("NAME", name).replace("WINDOWS", spec);
    }

    private static JobClient live(View view) throws Exception {
        return new LiveRun(
                        view,
                        settings,
                        1,
                        "postgres",
                        LiveOptions.NONE,
                        Duration.ofMillis(300),
                        null)
                .start(new FlinkTarget(settings, List.of()));
    }

    private static Replay.Result replay(View view, RunMode mode, @Nullable String output)
            throws Exception {
        return new Replay(view, settings, mode, RunOptions.FINAL_ROWS, 2, output, true)
                .run(new FlinkTarget(settings, List.of()), SILENT);
    }

    private static String csv(String name) {
        return "csv:" + folder.resolve(name).toUri();
    }

    /** Whether a table is there, and has rows. */
    private static boolean hasRows(String table) throws SQLException {
        try (Connection connection = PostgresServer.of(settings).connect();
                Statement statement = connection.createStatement()) {
            String there = "SELECT 1 FROM pg_class WHERE relname = '" + table + "'";
            return statement.executeQuery(there).next()
                    && statement.executeQuery("SELECT 1 FROM " + table + " LIMIT 1").next();
        }
    }

    private static Digest.Result digest(String output, String table, RowSchema schema)
            throws IOException {
        return Digest.of(schema, Output.of(output, settings).read(table, schema));
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
