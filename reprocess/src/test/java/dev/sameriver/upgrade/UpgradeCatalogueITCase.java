package dev.sameriver.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.run.SqlJar;
import dev.sameriver.sql.SqlView;
import dev.sameriver.view.View;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.graph.StreamGraphHasherV2;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Changes of many kinds between two jars: none that breaks is missed, none that is harmless cries.
 */
class UpgradeCatalogueITCase {

    private static final String VISITS = "Visits";
    private static final String SITTINGS = "Sittings";
    private static final String BOOKINGS = "Bookings";

    @TempDir static Path folder;

    private static UpgradeCheck check;
    private static final Map<String, ViewJar> OLD = new HashMap<>();
    private static final Map<String, ViewShape> SHAPES = new HashMap<>();

    @BeforeAll
    static void learnTheOldShapes() throws Exception {
        check = UpgradeCheck.start();
        for (String name : List.of(VISITS, SITTINGS, BOOKINGS)) {
            Path jar = SourceJar.compile(name, SourceJar.source(name), folder, List.of(name));
            ViewJar opened = ViewJar.open(jar, "--old-jar");
            OLD.put(name, opened);
            SHAPES.put(name, check.shape(old(name), opened));
        }
    }

    @AfterAll
    static void close() throws Exception {
        for (ViewJar jar : OLD.values()) {
            jar.close();
        }
        check.close();
    }

    static Stream<Change> breaking() {
        return Stream.of(
                visits(Rule.VIEW_MISSING, "view renamed", "\"visits\"", "\"visitors\""),
                visits(Rule.VERSION_CHANGED, "version raised", "return 1;", "return 2;"),
                visits(Rule.LOG_CHANGED, "other log", "events(\"clicks\"", "events(\"taps\""),
                visits(
                        Rule.DISORDER_CHANGED,
                        "disorder bound raised",
                        "disorder(Duration.ofHours(1))",
                        "disorder(Duration.ofHours(2))"),
                visits(
                        Rule.DISORDER_CHANGED,
                        "disorder bound lowered",
                        "disorder(Duration.ofHours(1))",
                        "disorder(Duration.ofMinutes(59))"),
                windows(
                        "longer windows",
                        "Windows.hopping(Duration.ofHours(2), Duration.ofMinutes(15))"),
                windows(
                        "other slide",
                        "Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(20))"),
                windows("tumbling windows", "Windows.tumbling(Duration.ofHours(1))"),
                windows(
                        "cumulative windows",
                        "Windows.cumulative(Duration.ofHours(1), Duration.ofMinutes(15))"),
                windows(
                        "windows with an offset",
                        "Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(15))"
                                + ".offset(Duration.ofMinutes(5))"),
                windows(
                        "windows of a zone",
                        "Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(15))"
                                + ".zone(ZoneId.of(\"Asia/Kolkata\"))"),
                visits(
                                Rule.WINDOWS_CHANGED,
                                "sessions",
                                "Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(15))",
                                "Windows.session(Duration.ofHours(1))",
                                ".early(Duration.ofSeconds(1))",
                                "")
                        .and(Rule.EARLY_CHANGED),
                visits(Rule.KEY_CHANGED, "key column renamed", "keyBy(\"page\"", "keyBy(\"site\""),
                visits(
                        Rule.KEY_CHANGED,
                        "key of another type",
                        "keyBy(\"page\", Click::page)",
                        "keyBy(\"page\", Click::millis)"),
                visits(
                        Rule.KEY_CHANGED,
                        "second key column",
                        "keyBy(\"page\", Click::page)",
                        "keyBy(\"page\", Click::page).thenBy(\"user\", Click::user)"),
                visits(
                        Rule.AGGREGATES_CHANGED,
                        "column added",
                        "count(\"clicks\"),",
                        "count(\"clicks\"), min(\"least\", Click::millis),"),
                visits(Rule.AGGREGATES_CHANGED, "column dropped", "count(\"clicks\"),", ""),
                visits(
                        Rule.AGGREGATES_CHANGED,
                        "column renamed",
                        "sum(\"millis\"",
                        "sum(\"total\""),
                visits(
                        Rule.AGGREGATES_CHANGED,
                        "columns in another order",
                        "count(\"clicks\"),",
                        "",
                        "sum(\"millis\", Click::millis),",
                        "sum(\"millis\", Click::millis), count(\"clicks\"),"),
                visits(
                        Rule.AGGREGATES_CHANGED,
                        "other aggregate of the same type",
                        "max(\"longest\"",
                        "min(\"longest\""),
                visits(
                        Rule.AGGREGATES_CHANGED,
                        "aggregate of another type",
                        "sum(\"millis\"",
                        "mean(\"millis\""),
                visits(
                        Rule.EARLY_CHANGED,
                        "early results dropped",
                        ".early(Duration.ofSeconds(1))",
                        ""),
                visits(Rule.OPERATOR_RENAMED, "uid renamed", "uid(\"last-seen\")", "uid(\"seen\")"),
                visits(Rule.OPERATOR_RENAMED, "uid dropped", ".uid(\"last-seen\")", ""),
                visits(
                        Rule.OPERATOR_LOST,
                        "operator with state dropped",
                        "\n                .map(new Totals())\n                .returns(Click.TYPE)"
                                + "\n                .uid(\"totals\")",
                        ""),
                visits(
                        Rule.OPERATOR_ADDED,
                        "operator with state added",
                        ".uid(\"totals\")",
                        ".uid(\"totals\").map(new Totals()).returns(Click.TYPE).uid(\"more\")"),
                visits(Rule.STATE_RENAMED, "state renamed", "\"pages\"", "\"sites\""),
                visits(
                        Rule.STATE_RENAMED,
                        "operator state renamed",
                        "\"totals\", Long",
                        "\"sums\", Long"),
                visits(
                        Rule.STATE_LOST,
                        "state dropped",
                        "seen = getRuntimeContext().getState("
                                + "new ValueStateDescriptor<>(\"seen\", Seen.class));",
                        ""),
                visits(
                        Rule.STATE_ADDED,
                        "state added",
                        "pages = getRuntimeContext()",
                        "getRuntimeContext().getState("
                                + "new ValueStateDescriptor<>(\"more\", Long.class));"
                                + " pages = getRuntimeContext()"),
                visits(
                        Rule.STATE_KIND,
                        "value becomes list",
                        "seen = getRuntimeContext().getState("
                                + "new ValueStateDescriptor<>(\"seen\", Seen.class));",
                        "getRuntimeContext().getListState("
                                + "new ListStateDescriptor<>(\"seen\", Seen.class));"),
                visits(
                        Rule.STATE_KIND,
                        "list becomes union",
                        "store.getListState(",
                        "store.getUnionListState("),
                visits(
                        Rule.STATE_BREAKS,
                        "value of another type",
                        "new ReducingStateDescriptor<>(\"most\", Long::max, Long.class)",
                        "new ReducingStateDescriptor<>(\"most\", Integer::max, Integer.class)"),
                visits(
                        Rule.STATE_BREAKS,
                        "map value of another type",
                        "MapState<String, Long> pages",
                        "MapState<String, Double> pages",
                        "\"pages\", String.class, Long.class",
                        "\"pages\", String.class, Double.class"),
                visits(
                        Rule.STATE_BREAKS,
                        "map key that would have to be rewritten",
                        "public int place;",
                        "public int place; public int rank;"),
                visits(
                        Rule.STATE_BREAKS,
                        "field of another type",
                        "public long count;",
                        "public int count;"),
                visits(Rule.STATE_BREAKS, "class of a value renamed", "Seen", "Noted"),
                visits(Rule.STATE_BREAKS, "constant dropped", "AGAIN,\n        NEVER", "AGAIN"),
                visits(
                        Rule.STATE_BREAKS,
                        "operator state of another type",
                        "\"totals\", Long.class",
                        "\"totals\", String.class"),
                visits(
                        Rule.STATE_BREAKS,
                        "broadcast state of another type",
                        "\"rules\", String.class, Integer.class",
                        "\"rules\", String.class, Long.class"),
                visits(
                        Rule.KEY_CHANGED,
                        "operator keyed by another type",
                        "keyBy(click -> click.partition())",
                        "keyBy(click -> click.offset())",
                        "KeyedProcessFunction<Integer,",
                        "KeyedProcessFunction<Long,"),
                visits(
                        Rule.MAX_PARALLELISM,
                        "maximum parallelism set",
                        ".uid(\"last-seen\")",
                        ".uid(\"last-seen\").setMaxParallelism(128)"),
                visits(
                        Rule.GENERIC_TYPE,
                        "state of a generic type",
                        "public String user;",
                        "public java.util.concurrent.atomic.AtomicLong user;"),
                visits(
                        Rule.GENERIC_TYPE,
                        "records of a generic type",
                        "String page, String user, long millis",
                        "String page, Locale user, long millis"),
                visits(
                        Rule.DOES_NOT_START,
                        "operator that does not open",
                        "public void open(OpenContext context) throws Exception {",
                        "public void open(OpenContext context) throws Exception {"
                                + " if (pages == null) throw new IllegalStateException(\"no\");"),
                visits(
                        Rule.DOES_NOT_START,
                        "records of an unknown type",
                        ".map(new Totals())\n                .returns(Click.TYPE)",
                        ".map(new Totals())"),
                sittings(
                        Rule.WINDOWS_CHANGED,
                        "other gap",
                        "Duration.ofMinutes(30)",
                        "Duration.ofMinutes(31)"),
                sittings(
                        Rule.WINDOWS_CHANGED,
                        "tumbling instead of sessions",
                        "Windows.session(",
                        "Windows.tumbling("),
                sittings(
                        Rule.KEY_CHANGED,
                        "key columns in another order",
                        "keyBy(\"user\", Click::user)",
                        "keyBy(\"page\", Click::page)",
                        "thenBy(\"page\", Click::page)",
                        "thenBy(\"user\", Click::user)"),
                sittings(
                        Rule.KEY_CHANGED,
                        "key column dropped",
                        ".thenBy(\"page\", Click::page)",
                        ""),
                sittings(
                        Rule.AGGREGATES_CHANGED,
                        "new form of an own aggregate",
                        "\"best/1\"",
                        "\"best/2\""),
                sittings(
                        Rule.AGGREGATES_CHANGED,
                        "last instead of first",
                        "first(\"entry\"",
                        "last(\"entry\""),
                sittings(
                        Rule.ROWS_CHANGED,
                        "rows of other columns",
                        "return rows;",
                        "RowSchema more = new RowSchema("
                                + "List.of(rows.schema().columns().get(0)), 1);"
                                + " return new Rows(more,"
                                + " rows.rows().map(row -> row)"
                                + ".returns(new ViewRowTypeInfo(rows.schema())),"
                                + " rows.late(), rows.dead(), rows.early());"),
                sittings(
                        Rule.OPERATOR_MOVED,
                        "step put before an operator without a uid",
                        "return clicks\n",
                        "return clicks.filter(click -> !click.isDead())\n"));
    }

    /** Changes of derivations in order, of which Flink would restore most without a word. */
    static Stream<Change> breakingInOrder() {
        return Stream.of(
                bookings(
                        Rule.HELD_CHANGED,
                        "component added to events that wait",
                        "String account, long cents, String shop",
                        "String account, long cents, String shop, String town"),
                bookings(
                        Rule.HELD_CHANGED,
                        "component added to versions that hold",
                        "double perEuro",
                        "double perEuro, String source"),
                bookings(
                        Rule.HELD_CHANGED,
                        "component added to a machine's state",
                        "record Balance(long cents)",
                        "record Balance(long cents, long times)",
                        "new Balance(cents)",
                        "new Balance(cents, 1)"),
                bookings(
                        Rule.HELD_CHANGED,
                        "component added to results that wait for another machine",
                        "String currency, long cents",
                        "String currency, long cents, long times",
                        "\"EUR\", cents",
                        "\"EUR\", cents, 1"),
                bookings(
                        Rule.STATE_BREAKS,
                        "machine's state of another type",
                        "record Balance(long cents)",
                        "record Balance(double cents)",
                        "long cents = (before == null ? 0 : before.cents())",
                        "long cents = (before == null ? 0 : (long) before.cents())"),
                bookings(
                        Rule.ORDER_CHANGED,
                        "inputs exchanged",
                        "of(deposits, payments)",
                        "of(payments, deposits)"),
                bookings(
                        Rule.ORDER_CHANGED,
                        "unmatched events dropped",
                        "keepUnmatched()",
                        "dropUnmatched()"),
                bookings(
                        Rule.ORDER_CHANGED,
                        "machine put between",
                        ".asOf(rates)",
                        ".<Long, Booking>inOrder((state, event, results) -> {"
                                + " results.give(event.value()); return null; },"
                                + " Long.class, Booking.class)"
                                + ".keyBy(\"currency\", Booking::currency).asOf(rates)"),
                bookings(
                        Rule.KEY_CHANGED,
                        "key column of an input renamed",
                        "keyBy(\"account\", Payment::account)",
                        "keyBy(\"payer\", Payment::account)"),
                bookings(
                        Rule.KEY_CHANGED,
                        "key column of results renamed",
                        "keyBy(\"currency\", Booking::currency)",
                        "keyBy(\"money\", Booking::currency)"),
                bookings(
                        Rule.LOG_CHANGED,
                        "other log of versions",
                        "events(\"rates\"",
                        "events(\"quotes\""),
                bookings(
                        Rule.DISORDER_CHANGED,
                        "bound of one input raised",
                        "Duration.ofHours(2)",
                        "Duration.ofHours(3)"),
                bookings(
                        Rule.ROWS_CHANGED,
                        "column renamed",
                        "column(\"cents\"",
                        "column(\"amount\""));
    }

    static Stream<Change> harmless() {
        List<Change> changes = new ArrayList<>();
        changes.add(visits("nothing"));
        changes.add(
                visits(
                        "other getter",
                        "sum(\"millis\", Click::millis)",
                        "sum(\"millis\", c -> 7)"));
        changes.add(
                visits(
                        "condition",
                        "count(\"clicks\")",
                        "countIf(\"clicks\", c -> c.millis() > 0)"));
        changes.add(
                visits("rarer early results", "Duration.ofSeconds(1)", "Duration.ofSeconds(5)"));
        changes.add(visits("name of a step", "name(\"last seen\")", "name(\"latest\")"));
        changes.add(visits("no name of a step", ".name(\"last seen\")", ""));
        changes.add(
                visits("comment", "return clicks.keyBy", "/* by partition */ return clicks.keyBy"));
        changes.add(
                visits("column read besides", "long millis) {", "long millis, String browser) {"));
        changes.add(
                visits(
                        "columns read in another order",
                        "String page, String user, long millis",
                        "long millis, String user, String page"));
        changes.add(
                visits(
                        "step without state added",
                        "return clicks.keyBy",
                        "return clicks.filter(click -> !click.isDead()).uid(\"alive\").keyBy"));
        changes.add(
                visits(
                        "step without state and uid added",
                        "return clicks.keyBy",
                        "return clicks.filter(click -> !click.isDead()).keyBy"));
        changes.add(
                visits(
                        "step without state added at the end",
                        ".uid(\"totals\")",
                        ".uid(\"totals\").filter(click -> true)"));
        changes.add(
                visits(
                        "parallelism",
                        ".uid(\"last-seen\")",
                        ".uid(\"last-seen\").setParallelism(3)"));
        changes.add(
                visits(
                        "the same maximum parallelism",
                        ".uid(\"last-seen\")",
                        ".uid(\"last-seen\").setMaxParallelism(512)"));
        changes.add(
                visits(
                        "no chaining",
                        ".uid(\"last-seen\")",
                        ".uid(\"last-seen\").disableChaining()"));
        changes.add(
                visits(
                        "slot sharing group",
                        ".uid(\"last-seen\")",
                        ".uid(\"last-seen\").slotSharingGroup(\"own\")"));
        changes.add(
                visits(
                        "uid renamed, and the old state named",
                        ".uid(\"last-seen\")",
                        ".uid(\"seen\").setUidHash(\"" + hash("last-seen") + "\")"));
        changes.add(visits("class of a function renamed", "LastSeen", "Latest"));
        changes.add(visits("method renamed", "steps", "onTheWay"));
        changes.add(visits("field renamed", "pages =", "sites =", "> pages;", "> sites;"));
        changes.add(
                visits(
                        "field added to a function",
                        "private transient ValueState<Seen> seen;",
                        "private transient ValueState<Seen> seen; private int times = 3;"));
        changes.add(
                visits(
                        "other body",
                        "out.collect(click);",
                        "if (seen.value() == null) { out.collect(click); }"));
        changes.add(
                visits(
                        "method of a value",
                        "public Kind kind;",
                        "public Kind kind; void reset() {}"));
        changes.add(
                visits(
                        "fields of a value in another order",
                        "public long count;\n        public String user;",
                        "public String user;\n        public long count;"));
        changes.add(visits("constant added", "NEVER\n", "NEVER, MAYBE\n"));
        changes.add(
                visits(
                        "constants in another order",
                        "FIRST,\n        AGAIN",
                        "AGAIN,\n        FIRST"));
        changes.add(
                visits(
                        "offset of a whole slide",
                        "Duration.ofMinutes(15))",
                        "Duration.ofMinutes(15)).offset(Duration.ofMinutes(-45))"));
        changes.add(
                visits(
                        "zone that is UTC",
                        "Duration.ofMinutes(15))",
                        "Duration.ofMinutes(15)).zone(ZoneId.of(\"UTC\"))"));
        changes.add(visits("an hour as minutes", "Duration.ofHours(1)", "Duration.ofMinutes(60)"));
        changes.add(
                visits(
                        "type of a state spelled out",
                        "new ValueStateDescriptor<>(\"seen\", Seen.class)",
                        "new ValueStateDescriptor<>(\"seen\", TypeInformation.of(Seen.class))"));
        changes.add(
                visits(
                        "states opened in another order",
                        "seen = getRuntimeContext().getState("
                                + "new ValueStateDescriptor<>(\"seen\", Seen.class));",
                        "",
                        "getRuntimeContext().getReducingState(",
                        "seen = getRuntimeContext().getState("
                                + "new ValueStateDescriptor<>(\"seen\", Seen.class));"
                                + "getRuntimeContext().getReducingState("));
        changes.add(
                visits(
                        "helper class",
                        "public enum Kind",
                        "static final class Helper { int a; } public enum Kind"));
        changes.add(
                visits(
                        "derivation in two steps",
                        "return inputs.events(\"clicks\", Click.class)",
                        "EventStream<Click> all = inputs.events(\"clicks\", Click.class); return"
                                + " all"));
        changes.add(
                sittings("gap in seconds", "Duration.ofMinutes(30)", "Duration.ofSeconds(1800)"));
        changes.add(sittings("other quantile", "0.5", "0.9"));
        changes.add(bookings("nothing in order"));
        changes.add(bookings("other machine", "+ event.value()", "- event.value()"));
        changes.add(
                bookings(
                        "other name of a machine",
                        "Balances implements",
                        "Sums implements",
                        "new Balances()",
                        "new Sums()"));
        changes.add(
                sittings(
                        "other value",
                        "of(\"best\", click -> click.millis()",
                        "of(\"best\", click -> click.millis() + 1"));
        return changes.stream();
    }

    static Stream<Change> migrating() {
        return Stream.of(
                visits(
                        Rule.STATE_MIGRATES,
                        "field added to a value",
                        "public Kind kind;",
                        "public Kind kind; public String page;"),
                visits(
                        Rule.STATE_MIGRATES,
                        "field dropped from a value",
                        "public String user;",
                        ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"breaking", "breakingInOrder", "migrating"})
    void changeIsFoundAndNamed(Change change) throws Exception {
        assertThat(rules(findings(change))).containsExactlyInAnyOrderElementsOf(change.expected());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmless")
    void harmlessChangeIsLetPass(Change change) throws Exception {
        assertThat(rules(findings(change))).isEmpty();
    }

    @Test
    void stateOfAFunctionWithoutUidIsWarnedOf() throws Exception {
        assertThat(findings(sittings("nothing")))
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder(Rule.NO_UID, Rule.CODE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "> 7 | > 8 | ",
                "INTERVAL '1' HOUR) | INTERVAL '2' HOUR) | WINDOWS_CHANGED",
                "clicked - INTERVAL '1' HOUR | clicked - INTERVAL '2' HOUR | DISORDER_CHANGED",
                "MAX(millis) | MIN(millis) | AGGREGATES_CHANGED",
                "SET 'sameriver.early' = '1 s'; | \"\" | EARLY_CHANGED",
                "'sameriver.version' = '1' | 'sameriver.version' = '2' | VERSION_CHANGED"
            })
    void changeOfAViewInSqlIsJudgedAsOneOfAViewInJava(
            String text, String other, @Nullable Rule rule) throws Exception {
        String sql =
                """
                SET 'sameriver.version' = '1';
                SET 'sameriver.early' = '1 s';
                CREATE TABLE clicks (
                  page STRING, `user` STRING, millis BIGINT NOT NULL, clicked TIMESTAMP_LTZ(3),
                  WATERMARK FOR clicked AS clicked - INTERVAL '1' HOUR
                ) WITH ('connector' = 'sameriver');
                CREATE VIEW sights AS
                SELECT page, window_start, window_end,
                  COUNT(*) FILTER (WHERE millis > 7) AS clicks, MAX(millis) AS longest
                FROM TUMBLE(TABLE clicks, DESCRIPTOR(clicked), INTERVAL '1' HOUR)
                GROUP BY page, window_start, window_end;
                """;
        assertThat(sql).contains(text);
        SqlView before = SqlView.parse(sql, Path.of("sights.sql"));
        SqlView after = SqlView.parse(sql.replace(text, other), Path.of("sights.sql"));
        Path empty = folder.resolve("empty.jar");
        new JarOutputStream(Files.newOutputStream(empty), new Manifest()).close();
        try (ViewJar old = ViewJar.open(SqlJar.of(before, empty), "--old-jar");
                ViewJar opened = ViewJar.open(SqlJar.of(after, empty), "--jar")) {
            View view = old.require("sights");
            assertThat(rules(check.findings(view, check.shape(view, old), opened)))
                    .isEqualTo(rule == null ? List.of() : List.of(rule));
        }
    }

    @Test
    void stateIsThatOfTheSameriverInTheJar() throws Exception {
        ViewJar visits = Objects.requireNonNull(OLD.get(VISITS));
        Path renamed =
                SourceJar.ofOtherBuild(
                        visits.path(),
                        "operator/WindowOperator",
                        "STATE = \"windows\"",
                        "STATE = \"panes\"",
                        folder);
        Path same =
                SourceJar.ofOtherBuild(
                        visits.path(),
                        "operator/WindowOperator",
                        "public WindowSpec windows() {",
                        "public int more() { return 1; } public WindowSpec windows() {",
                        folder);

        try (ViewJar jar = ViewJar.open(renamed, "--jar")) {
            assertThat(jar.otherBuild()).isPresent();
            assertThat(rules(check.findings(old(VISITS), shape(VISITS), jar)))
                    .containsExactly(Rule.STATE_RENAMED);
        }
        try (ViewJar jar = ViewJar.open(same, "--jar")) {
            assertThat(jar.otherBuild()).isPresent();
            assertThat(rules(check.findings(old(VISITS), shape(VISITS), jar))).isEmpty();
        }
    }

    private static List<Finding> findings(Change change) throws Exception {
        Path jar =
                SourceJar.compile(change.view(), change.source(), folder, List.of(change.view()));
        try (ViewJar opened = ViewJar.open(jar, "--jar")) {
            return check.findings(old(change.view()), shape(change.view()), opened);
        }
    }

    /** The rules that were found, each once; that a function without a uid keeps state is known. */
    private static List<Rule> rules(List<Finding> findings) {
        return findings.stream()
                .map(Finding::rule)
                .filter(rule -> rule != Rule.CODE && rule != Rule.NO_UID)
                .distinct()
                .toList();
    }

    private static View old(String view) {
        return Objects.requireNonNull(OLD.get(view)).require(view.toLowerCase(Locale.ROOT));
    }

    private static ViewShape shape(String view) {
        return Objects.requireNonNull(SHAPES.get(view));
    }

    private static String hash(String uid) {
        return HexFormat.of().formatHex(StreamGraphHasherV2.generateUserSpecifiedHash(uid));
    }

    private static Change visits(Rule rule, String name, String... edits) {
        return Change.of(rule, name, VISITS, edits);
    }

    private static Change visits(String name, String... edits) {
        return Change.harmless(name, VISITS, edits);
    }

    private static Change windows(String name, String windows) {
        return visits(
                Rule.WINDOWS_CHANGED,
                name,
                "Windows.hopping(Duration.ofHours(1), Duration.ofMinutes(15))",
                windows);
    }

    private static Change sittings(Rule rule, String name, String... edits) {
        return Change.of(rule, name, SITTINGS, edits);
    }

    private static Change sittings(String name, String... edits) {
        return Change.harmless(name, SITTINGS, edits);
    }

    private static Change bookings(Rule rule, String name, String... edits) {
        return Change.of(rule, name, BOOKINGS, edits);
    }

    private static Change bookings(String name, String... edits) {
        return Change.harmless(name, BOOKINGS, edits);
    }
}
