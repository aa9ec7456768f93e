package dev.sameriver.jobs.airportdelays;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sameriver.compare.CompareOptions;
import dev.sameriver.compare.Comparer;
import dev.sameriver.compare.Comparison;
import dev.sameriver.compare.EventReason;
import dev.sameriver.compare.EventReason.Verdict;
import dev.sameriver.compare.RowReason;
import dev.sameriver.compare.RowReason.Cause;
import dev.sameriver.compare.Side;
import dev.sameriver.compare.Why;
import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Progress;
import dev.sameriver.connect.Settings;
import dev.sameriver.ingest.ImportOptions;
import dev.sameriver.ingest.Importer;
import dev.sameriver.job.RunMode;
import dev.sameriver.job.ViewJob;
import dev.sameriver.job.Views;
import dev.sameriver.operator.SideRows;
import dev.sameriver.output.Output;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.JobClasses;
import dev.sameriver.run.Replay;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.View;
import dev.sameriver.view.ViewRow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The two versions of the view over all the flights, as tables and derived afresh. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CompareITCase {

    private static final Path FLIGHTS = Path.of("src/main/data/flights-2001-q1.csv.gz");
    private static final Path SOURCES =
            Path.of("src/main/java/dev/sameriver/jobs/airportdelays").toAbsolutePath();
    private static final PrintStream SILENT = new PrintStream(OutputStream.nullOutputStream());
    private static final int KEY = 3;

    @TempDir private static Path folder;

    private static Settings settings = Settings.of(Map.of());
    private static RowSchema schema = SideRows.LATE;

    @BeforeAll
    static void replayBothVersionsIntoTables() throws Exception {
        settings =
                OwnDatabase.make(SharedSandbox.with(Part.POSTGRES).settings(), "compare")
                        .without(Settings.FLINK)
                        .overriddenBy(
                                Map.of(
                                        Settings.ARCHIVE,
                                        folder.resolve("logs").toUri().toString()));
        Importer importer = new Importer(settings.require(Settings.ARCHIVE), settings.hadoop());
        ImportOptions options =
                ImportOptions.of("flights", 4, "scheduled", "origin").orderedBy("reported");
        importer.run(
                importer.plan(options, List.of(FLIGHTS.toAbsolutePath().toString())),
                Progress.NONE);
        for (View view : List.of(new AirportDelays(), new AirportDelaysV2())) {
            Replay replay =
                    new Replay(
                            view,
                            settings,
                            RunMode.BATCH,
                            RunOptions.FINAL_ROWS,
                            1,
                            "postgres",
                            false);
            Replay.Result result = replay.run(new FlinkTarget(settings, List.of()), SILENT);
            schema = view.version() == 1 ? result.schema() : schema;
        }
    }

    @Test
    @Order(1)
    void rowsThatDifferDoSoForEventsThatTheFirstVersionJudgedLate() throws Exception {
        Comparison found =
                compare(table(new AirportDelays()), table(new AirportDelaysV2()), options(1_000));
        assertThat(found.added()).containsExactly("p90_delay");
        assertThat(found.missing()).isZero();
        assertThat(found.differing()).isEqualTo(naive(found)).isPositive();
        Why why = Objects.requireNonNull(found.why(), String.valueOf(found.whyNot()));
        assertThat(why.all()).isTrue();
        assertThat(why.causes()).isEqualTo(Map.of(Cause.LATE, found.differing()));
        Map<String, Instant> late = lateOfFirst();
        assertThat(why.rows()).isNotEmpty();
        for (RowReason row : why.rows()) {
            assertThat(row.onlyLeft()).isZero();
            assertThat(row.onlyRight()).isPositive();
            for (EventReason event : row.events()) {
                String place = event.partition() + "/" + event.offset();
                assertThat(event.countedBy()).isEqualTo("airport-delays@2");
                assertThat(event.verdict()).isEqualTo(Verdict.LATE);
                assertThat(Instant.parse(event.otherClock())).isEqualTo(late.get(place));
                assertThat(Instant.parse(event.otherClock()))
                        .isAfterOrEqualTo(Instant.parse(row.key().get("window_end")));
            }
        }
    }

    @Test
    @Order(2)
    void versionIsEqualToItselfAndToWhatItsLogGives() throws Exception {
        Side table = table(new AirportDelays());
        assertThat(compare(table, table, options(5)).isEqual()).isTrue();
        Comparison found = compare(table, derived(new AirportDelays()), options(5));
        assertThat(found.isEqual()).isTrue();
        assertThat(found.left().rows()).isEqualTo(285_381);
        assertThat(found.right().rows()).isEqualTo(285_381);
    }

    @Test
    @Order(3)
    void derivedSidesDifferAsTheirTablesDo() throws Exception {
        CompareOptions week =
                new CompareOptions(null, Instant.parse("2001-01-08T00:00:00Z"), null, 10_000, 0, 1);
        Comparison derived =
                compare(derived(new AirportDelays()), derived(new AirportDelaysV2()), week);
        Comparison tables = compare(table(new AirportDelays()), table(new AirportDelaysV2()), week);
        assertThat(tables.differing()).isPositive();
        assertThat(derived.rows()).isEqualTo(tables.rows());
        assertThat(derived.differentByColumn()).isEqualTo(tables.differentByColumn());
    }

    @Test
    @Order(4)
    void functionBodyThatWasChangedBetweenTwoJarsIsFoundInASampleOfTheKeys() throws Exception {
        Path before = jar("before.jar", "> 15");
        Path after = jar("after.jar", "> 20");
        CompareOptions sample =
                new CompareOptions(
                        null, Instant.parse("2001-02-01T00:00:00Z"), 0.05, Integer.MAX_VALUE, 3, 1);
        Comparison found = compare(derived(before), derived(after), sample);
        assertThat(found.differentByColumn().keySet()).containsExactly("delayed");
        assertThat(found.missing() + found.extra()).isZero();
        assertThat(found.differing()).isPositive();
        assertThat(found.right().rows()).isBetween(100L, 60_000L);
        Why why = Objects.requireNonNull(found.why(), String.valueOf(found.whyNot()));
        assertThat(why.causes()).isEqualTo(Map.of(Cause.CODE, why.looked()));
        assertThat(compare(derived(before), derived(before), sample).isEqual()).isTrue();
    }

    @Test
    @Order(5)
    void jsonHoldsWhatWasFound() throws Exception {
        Path file = folder.resolve("found.json");
        CompareOptions days =
                new CompareOptions(null, Instant.parse("2001-01-15T00:00:00Z"), null, 10_000, 5, 1);
        compare(table(new AirportDelays()), table(new AirportDelaysV2()), days).write(file);
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.get("equal").asBoolean()).isFalse();
        assertThat(json.get("why").get("onlyLate").asBoolean()).isTrue();
        assertThat(json.get("rows")).hasSize(Math.min(10_000, json.get("differing").asInt()));
        assertThat(json.get("why").get("rows")).hasSize(5);
    }

    @Test
    @Order(6)
    void rowThatSomeoneChangedInATableIsNotPutDownToItsEvents() throws Exception {
        try (Connection connection = PostgresServer.of(settings).connect();
                Statement statement = connection.createStatement()) {
            assertThat(
                            statement.executeUpdate(
                                    "UPDATE airport_delays_v1 SET flights = flights + 1 WHERE"
                                            + " origin = 'BWI' AND window_end ="
                                            + " '2001-01-15T18:00:00Z'"))
                    .isEqualTo(1);
        }
        CompareOptions day =
                new CompareOptions(
                        Instant.parse("2001-01-15T17:00:00Z"),
                        Instant.parse("2001-01-15T18:00:00Z"),
                        null,
                        10,
                        10,
                        1);
        Comparison found = compare(table(new AirportDelays()), derived(new AirportDelays()), day);
        assertThat(found.differing()).isEqualTo(1);
        Why why = Objects.requireNonNull(found.why(), String.valueOf(found.whyNot()));
        assertThat(why.causes()).isEqualTo(Map.of(Cause.STORED, 1L));
    }

    private static CompareOptions options(int explain) {
        return new CompareOptions(null, null, null, 10_000, explain, 1);
    }

    private static Comparison compare(Side left, Side right, CompareOptions options)
            throws Exception {
        return new Comparer(settings, left, right, options, SILENT).run();
    }

    private static Side table(View view) {
        return Side.written(
                "airport-delays@" + view.version(),
                ViewJob.tableName(view),
                new Side.Code(view, new FlinkTarget(settings, List.of())));
    }

    private static Side derived(View view) {
        return Side.derived(
                "airport-delays@" + view.version() + " as derived",
                new Side.Code(view, new FlinkTarget(settings, List.of())));
    }

    private static Side derived(Path jar) {
        ClassLoader classes = JobClasses.of(jar);
        View view = Views.find("airport-delays", classes);
        assertThat(view.getClass().getClassLoader()).isSameAs(classes);
        return Side.derived(
                String.valueOf(jar.getFileName()),
                new Side.Code(view, new FlinkTarget(settings, List.of(jar))));
    }

    /** How many rows differ, of the windows that were compared. */
    private static long naive(Comparison found) throws Exception {
        long to = Instant.parse(found.to()).toEpochMilli();
        Map<List<Object>, List<Object>> first = rows("airport_delays_v1", to);
        Map<List<Object>, List<Object>> second = rows("airport_delays_v2", to);
        long differing =
                first.entrySet().stream()
                        .filter(row -> !row.getValue().equals(second.get(row.getKey())))
                        .count();
        return differing + second.keySet().stream().filter(key -> !first.containsKey(key)).count();
    }

    private static Map<List<Object>, List<Object>> rows(String table, long to) throws Exception {
        Map<List<Object>, List<Object>> rows = new HashMap<>();
        try (CloseableIterator<ViewRow> all = Output.of("postgres", settings).read(table, schema)) {
            while (all.hasNext()) {
                ViewRow row = all.next();
                List<Object> values =
                        Stream.iterate(0, i -> i + 1)
                                .limit(row.size())
                                .map(i -> Objects.requireNonNull(row.get(i)))
                                .toList();
                if (row.get(2) instanceof Long end && end <= to) {
                    rows.put(values.subList(0, KEY), values.subList(KEY, values.size()));
                }
            }
        }
        return rows;
    }

    /** The clocks that events were late by, as the first version wrote them beside its rows. */
    private static Map<String, Instant> lateOfFirst() throws Exception {
        Map<String, Instant> late = new HashMap<>();
        try (CloseableIterator<ViewRow> rows =
                Output.of("postgres", settings).read("airport_delays_v1_late", SideRows.LATE)) {
            while (rows.hasNext()) {
                ViewRow row = rows.next();
                if (row.get(5) instanceof Long clock) {
                    late.put(row.get(2) + "/" + row.get(3), Instant.ofEpochMilli(clock));
                }
            }
        }
        return late;
    }

    /** A jar with the view, in which a delay counts from another number of minutes on. */
    private static Path jar(String name, String condition) throws IOException {
        Path sources = Files.createDirectory(folder.resolve("sources-" + name));
        Path classes = Files.createDirectory(folder.resolve("classes-" + name));
        String view = Files.readString(SOURCES.resolve("AirportDelays.java"));
        Files.writeString(sources.resolve("AirportDelays.java"), view.replace("> 15", condition));
        Files.copy(SOURCES.resolve("Flight.java"), sources.resolve("Flight.java"));
        int code =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-d",
                                classes.toString(),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                sources.resolve("AirportDelays.java").toString(),
                                sources.resolve("Flight.java").toString());
        assertThat(code).isZero();
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(View.class.getName()), AirportDelays.class.getName() + "\n");
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
