package dev.sameriver.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.view.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows as a process table function, over a log in a folder whose flights are late at times. */
class WindowFunctionITCase {

    private static final String TOTALS =
            "COUNT(*) AS flights, SUM(delay_minutes) AS minutes, COUNT(*) FILTER (WHERE"
                + " delay_minutes > 15) AS delayed, MAX(clock) AS newest, SUM(CAST(delay_minutes AS"
                + " DECIMAL)) AS exact";

    private static final String COLUMNS =
            "origin, CAST(window_start AS TIMESTAMP_LTZ(3)) AS window_start,"
                    + " CAST(window_end AS TIMESTAMP_LTZ(3)) AS window_end, ";

    @TempDir private static Path folder;
    private static FlightsArchive flights;

    @BeforeAll
    static void importFlights() throws IOException {
        flights = FlightsArchive.create(folder.resolve("flights"));
    }

    @ParameterizedTest
    @CsvSource({
        "tumbling 1 h, 'TUMBLE(TABLE flights, DESCRIPTOR(event_time), INTERVAL ''1'' HOUR)'",
        "cumulative 1 d by 6 h, 'CUMULATE(TABLE flights, DESCRIPTOR(event_time), INTERVAL ''6''"
                + " HOUR, INTERVAL ''1'' DAY)'"
    })
    void windowsCountWhatTheirEventsClocksLeaveThem(String windows, String function)
            throws Exception {
        List<String> expected = counted(function);
        assertThat(expected).hasSizeGreaterThan(1_000);
        assertThat(streaming().rows(call(windows, TOTALS))).isEqualTo(expected);
    }

    /** Flights are at whole minutes, and Flink joins those that are exactly the gap apart. */
    @Test
    void sessionsCountWhatIsNotLate() throws Exception {
        String onTime = "CREATE TEMPORARY VIEW on_time AS SELECT * FROM flights WHERE NOT late";
        String sessions =
                grouped(
                        "TABLE(SESSION(TABLE on_time PARTITION BY origin, DESCRIPTOR(event_time),"
                                + " INTERVAL '59' MINUTE))");
        List<String> expected =
                streaming()
                        .run(onTime)
                        .rows(sessions.replace("(window_end", "(window_end + INTERVAL '1' MINUTE"));
        assertThat(expected).hasSizeGreaterThan(1_000);
        assertThat(streaming().rows(call("session 1 h", TOTALS))).isEqualTo(expected);
    }

    @Test
    void rowsAreTheSameWhereTheJobFailsAndGoesOn() throws Exception {
        String call = call("hopping PT4H by 1 h", TOTALS);
        FailsOnce.checkpoints = folder.resolve("checkpoints");
        List<String> rows =
                streaming()
                        .with("table.exec.state.ttl", "1 ms")
                        .with("execution.checkpointing.interval", "50 ms")
                        .with(
                                "execution.checkpointing.dir",
                                FailsOnce.checkpoints.toUri().toString())
                        .with("execution.checkpointing.storage", "filesystem")
                        .with("restart-strategy.type", "fixed-delay")
                        .with("restart-strategy.fixed-delay.delay", "0 s")
                        .with("restart-strategy.fixed-delay.attempts", "10")
                        .run(
                                "CREATE TEMPORARY SYSTEM FUNCTION fails_once AS '"
                                        + FailsOnce.class.getName()
                                        + "'")
                        .rows(call.replace("SELECT origin", "SELECT fails_once(origin)"));
        assertThat(FailsOnce.failed).isTrue();
        assertThat(rows)
                .isEqualTo(
                        counted(
                                "HOP(TABLE flights, DESCRIPTOR(event_time), INTERVAL '1' HOUR,"
                                        + " INTERVAL '4' HOUR)"));
    }

    /** Gives a text as it is, slowly, but once, when a checkpoint is complete, fails. */
    public static final class FailsOnce extends ScalarFunction {

        private static Path checkpoints = Path.of("");
        private static volatile boolean failed;

        @Override
        public boolean isDeterministic() {
            return false;
        }

        public String eval(String text) throws Exception {
            if (!failed) {
                Thread.sleep(1);
                if (isCheckpointComplete()) {
                    failed = true;
                    throw new IllegalStateException("as the test wants it");
                }
            }
            return text;
        }

        private static boolean isCheckpointComplete() throws IOException {
            try (Stream<Path> files = Files.walk(checkpoints)) {
                // The first may be written and not yet known to be complete.
                return files.anyMatch(
                        file -> file.endsWith("_metadata") && !file.endsWith("chk-1/_metadata"));
            } catch (NoSuchFileException | UncheckedIOException e) {
                // Not there yet, or an older one is being removed.
                return false;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rolling 1 h, COUNT(*) AS n, 'but windows is ''rolling 1 h'': write them so'",
        "tumbling soon, COUNT(*) AS n, but windows is 'tumbling soon'",
        "hopping 1 h by 2 h, COUNT(*) AS n, slide must be at most its size",
        "tumbling 60, COUNT(*) AS n, but windows is 'tumbling 60'",
        "tumbling 1 h, DISTINCT COUNT(*) AS n, which is more",
        "tumbling 1 h, 'COUNT(*) AS n FROM input WHERE delay_minutes > 15 --', which is more",
        "tumbling 1 h, COUNT(*), 'What is selected has names, each another'",
        "tumbling 1 h, origin AS n, 'origin at line 1, column 8 of ''SELECT <totals> FROM input''"
                + " is none'",
        "tumbling 1 h, SUM(gate) AS n, gate at line 1"
    })
    void callsThatMeanNothingAreRefused(String windows, String totals, String sentence) {
        assertRefused(call(windows, totals), sentence);
    }

    @Test
    void inputWithoutTheClockIsRefused() {
        assertRefused(
                "WITH bare AS (SELECT origin, event_time, `partition`, `offset`, generation FROM"
                        + " flights) SELECT * FROM windowed(input => TABLE bare PARTITION BY"
                        + " origin, on_time => DESCRIPTOR(event_time), windows => 'tumbling 1 h',"
                        + " totals => 'COUNT(*) AS n')",
                "it has no clock of type TIMESTAMP_LTZ(3): select it");
    }

    @Test
    void inBatchesFlinkHasNoPlanForIt() {
        assertThatThrownBy(
                        () ->
                                Queries.batch()
                                        .river(flights.catalog())
                                        .rows(call("tumbling 1 h", TOTALS)))
                .hasStackTraceContaining("not enough rules");
    }

    @Test
    void watermarkThatRunsAheadOfTheClockFailsTheQuery() {
        String ahead =
                "CREATE TABLE default_catalog.default_database.ahead (origin STRING, event_time"
                        + " TIMESTAMP_LTZ(3) NOT NULL METADATA VIRTUAL, `partition` INT NOT NULL"
                        + " METADATA VIRTUAL, `offset` BIGINT NOT NULL METADATA VIRTUAL, generation"
                        + " INT NOT NULL METADATA VIRTUAL, clock TIMESTAMP_LTZ(3) METADATA VIRTUAL,"
                        + " WATERMARK FOR event_time AS event_time + INTERVAL '1' DAY) WITH"
                        + " ('connector' = 'sameriver', 'archive' = '"
                        + flights.root()
                        + "', 'log' = 'flights', 'disorder' = 'PT2H')";
        assertThatThrownBy(
                        () ->
                                streaming()
                                        .run(ahead)
                                        .rows(
                                                call("tumbling 1 h", "COUNT(*) AS n")
                                                        .replace(
                                                                "TABLE flights",
                                                                "TABLE"
                                                                    + " default_catalog.default_database.ahead")))
                .hasStackTraceContaining("must never count in a window that is final");
    }

    @Test
    void stateOfAnotherCallIsRefused() throws Exception {
        var type =
                DataTypes.ROW(
                        DataTypes.FIELD("partition", DataTypes.INT().notNull()),
                        DataTypes.FIELD("offset", DataTypes.BIGINT().notNull()),
                        DataTypes.FIELD("generation", DataTypes.INT().notNull()),
                        DataTypes.FIELD("clock", DataTypes.TIMESTAMP_LTZ(3)));
        WindowedRows rows = new WindowedRows("tumbling 1 h", "COUNT(*) AS n", type);
        rows.requireSame("tumbling 1 h", "COUNT(*) AS n");
        assertThatThrownBy(() -> rows.requireSame("tumbling 2 h", "COUNT(*) AS n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("it is of 'tumbling 2 h' with 'COUNT(*) AS n'");
    }

    private static void assertRefused(String sql, String sentence) {
        assertThatThrownBy(() -> streaming().rows(sql))
                .satisfies(
                        error ->
                                assertThat(ExceptionUtils.stringifyException(error))
                                        .contains(sentence));
    }

    /** What a batch counts by the rule of windows. */
    private static List<String> counted(String function) throws Exception {
        return Queries.batch()
                .river(flights.catalog())
                .rows(grouped("TABLE(" + function + ") WHERE clock IS NULL OR window_end > clock"));
    }

    private static String grouped(String from) {
        return "SELECT "
                + COLUMNS
                + TOTALS
                + " FROM "
                + from
                + " GROUP BY origin, window_start, window_end";
    }

    private static String call(String windows, String totals) {
        return "SELECT "
                + COLUMNS
                + (totals.equals(TOTALS)
                        ? "flights, minutes, delayed, newest, CAST(exact AS DECIMAL(38, 0))"
                        : "n")
                + " FROM windowed(input => TABLE flights PARTITION BY origin, on_time =>"
                + " DESCRIPTOR(event_time), windows => '"
                + windows
                + "', totals => '"
                + totals
                + "')";
    }

    private static Queries streaming() {
        return Queries.streaming().river(flights.catalog());
    }
}
