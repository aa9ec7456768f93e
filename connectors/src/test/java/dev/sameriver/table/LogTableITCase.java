package dev.sameriver.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.archive.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs as tables, read from an archive in a folder. */
class LogTableITCase {

    private static final long BOUND = Duration.ofHours(2).toMillis();
    private static final String WITH_METADATA =
            "SELECT `partition`, `offset`, event_time, clock, late, origin FROM flights ";
    private static final Pattern ROWS = Pattern.compile("TableSourceScan.*rowcount = ([0-9.E]+)");

    @TempDir private static Path folder;
    private static FlightsArchive flights;

    @BeforeAll
    static void importFlights() throws IOException {
        flights = FlightsArchive.create(folder.resolve("flights"));
    }

    @Test
    void everyEventHasItsPlaceItsClockAndItsVerdict() throws Exception {
        List<String> expected =
                NaiveRows.of(flights.open(), BOUND, row -> row.origin().toString().equals("LAS"));
        assertThat(expected).hasSizeGreaterThan(1_000).anyMatch(row -> row.contains("true"));
        String query = WITH_METADATA + "WHERE origin = 'LAS'";
        assertThat(batch().rows(query)).isEqualTo(expected);
        assertThat(streaming().rows(query)).isEqualTo(expected);
    }

    @Test
    void windowsOfWhatIsNotLateAreTheSameInAStreamAndABatch() throws Exception {
        String windows =
                "SELECT origin, window_start, COUNT(*), SUM(delay_minutes)"
                        + " FROM TABLE(TUMBLE(TABLE %s, DESCRIPTOR(event_time),"
                        + " INTERVAL '1' HOUR)) GROUP BY origin, window_start, window_end";
        String onTime = "CREATE TEMPORARY VIEW on_time AS SELECT * FROM flights WHERE NOT late";
        List<String> inBatch = batch().run(onTime).rows(windows.formatted("on_time"));
        assertThat(inBatch).hasSizeGreaterThan(1_000);
        assertThat(streaming().run(onTime).rows(windows.formatted("on_time"))).isEqualTo(inBatch);
    }

    @Test
    void conditionsOnTimeAndPartitionLeaveOutWhatTheManifestSays() throws Exception {
        Instant from = Instant.parse("2001-01-10T00:00:00Z");
        Instant to = Instant.parse("2001-01-11T00:00:00Z");
        String query =
                WITH_METADATA
                        + "WHERE event_time >= CAST('2001-01-10 00:00:00' AS TIMESTAMP_LTZ(3))"
                        + " AND event_time < CAST('2001-01-11 00:00:00' AS TIMESTAMP_LTZ(3))"
                        + " AND `partition` IN (1, 3)";
        long expected =
                events(
                        segment ->
                                segment.partition() % 2 == 1
                                        && Objects.requireNonNull(segment.maxTime())
                                                >= from.toEpochMilli()
                                        && Objects.requireNonNull(segment.minTime())
                                                <= to.toEpochMilli());
        assertThat(expected).isPositive().isLessThan(flights.events() / 4);
        assertThat(scanned(batch().plan(query))).isEqualTo(expected);
        assertThat(batch().rows(query))
                .isEqualTo(
                        NaiveRows.of(
                                flights.open(),
                                BOUND,
                                row ->
                                        row.partition() % 2 == 1
                                                && !row.time().isBefore(from)
                                                && row.time().isBefore(to)));
    }

    @Test
    void conditionOnTheColumnOfEventTimesLeavesOutTheSameInAStream() throws Exception {
        Instant from = Instant.parse("2001-01-25T12:00:00Z");
        String query = WITH_METADATA + "WHERE scheduled > TIMESTAMP '2001-01-25 12:00:00'";
        assertThat(scanned(batch().plan(query))).isLessThan(flights.events() / 2);
        assertThat(streaming().rows(query))
                .isEqualTo(NaiveRows.of(flights.open(), BOUND, row -> row.time().isAfter(from)));
    }

    @Test
    void onlyColumnsOfTheQueryAreRead() throws Exception {
        String plan = batch().plan("SELECT origin, `offset` FROM flights WHERE delay_minutes > 60");
        assertThat(plan).contains("project=[delay_minutes, origin]", "metadata=[offset]");
        assertThat(batch().rows("SELECT COUNT(*) FROM flights"))
                .containsExactly("+I[" + flights.events() + "]");
    }

    @Test
    void columnsThatAreNotTheLogsAreRefused() {
        assertRefused(
                "(gate STRING)",
                Map.of(),
                "columns of its log, but gate is none of log flights (scheduled, reported,");
        assertRefused(
                "(origin BIGINT)",
                Map.of(),
                "origin is declared BIGINT and is STRING NOT NULL in log");
        assertRefused("(origin STRING)", Map.of("log", "trains"), "has no log 'trains'");
        assertRefused("(origin STRING)", Map.of("disorder", "PT-1S"), "negative duration is not");
        assertRefused(
                "(origin STRING)", Map.of("config", "/nowhere"), "The config file must exist");
    }

    @Test
    void watermarkOfTheSourceForAnotherTimeIsRefusedInAStream() {
        assertRefused(
                Queries.streaming(),
                "(reported TIMESTAMP_LTZ(3), WATERMARK FOR reported AS SOURCE_WATERMARK())",
                Map.of(),
                "it is declared for reported and the log goes by scheduled");
    }

    private static void assertRefused(
            String columns, Map<String, String> options, String sentence) {
        assertRefused(Queries.batch(), columns, options, sentence);
    }

    private static void assertRefused(
            Queries queries, String columns, Map<String, String> options, String sentence) {
        Map<String, String> all =
                new TreeMap<>(
                        Map.of(
                                "connector", "sameriver",
                                "archive", flights.root(),
                                "log", "flights",
                                "disorder", "PT2H"));
        all.putAll(options);
        StringBuilder with = new StringBuilder();
        all.forEach((key, value) -> with.append(", '" + key + "' = '" + value + "'"));
        queries.run("CREATE TABLE own " + columns + " WITH (" + with.substring(2) + ")");
        assertThatThrownBy(() -> queries.rows("SELECT * FROM own"))
                .satisfies(
                        error ->
                                assertThat(ExceptionUtils.stringifyException(error))
                                        .contains(sentence));
    }

    private static Queries batch() {
        return Queries.batch().river(flights.catalog());
    }

    private static Queries streaming() {
        return Queries.streaming().river(flights.catalog());
    }

    private static long scanned(String plan) {
        Matcher matcher = ROWS.matcher(plan);
        assertThat(matcher.find()).as(plan).isTrue();
        return (long) Double.parseDouble(matcher.group(1));
    }

    private static long events(Predicate<Segment> wanted) throws IOException {
        return flights.open().manifest().segments().stream()
                .filter(wanted)
                .mapToLong(Segment::events)
                .sum();
    }
}
