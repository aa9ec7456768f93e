package dev.sameriver.jobs.airportdelays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sameriver.backfill.Backfill;
import dev.sameriver.backfill.BackfillOptions;
import dev.sameriver.cli.Main;
import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.job.RunMode;
import dev.sameriver.job.Views;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.run.Await;
import dev.sameriver.run.BuiltJob;
import dev.sameriver.run.ClusterJobs;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.JarBuild;
import dev.sameriver.run.JarStore;
import dev.sameriver.run.JobClasses;
import dev.sameriver.run.Replay;
import dev.sameriver.run.SameTables;
import dev.sameriver.run.SqlJar;
import dev.sameriver.run.TaskManagers;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.sql.SqlView;
import dev.sameriver.upgrade.UpgradeFlags;
import dev.sameriver.upgrade.UpgradeRun;
import dev.sameriver.upgrade.ViewJar;
import dev.sameriver.view.RowSchema;
import dev.sameriver.view.RunOptions;
import dev.sameriver.view.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A running view moves to another jar on a real cluster; its rows are those of a clean replay. */
class UpgradeITCase {

    private static final String JOB = "airport-delays-v1";
    private static final String TABLE = "airport_delays_v1";

    /** A step that writes other keys, and then fails. */
    private static final String FAILING =
            """
            .through(flights -> flights.map(flight -> flight.map(value -> {
                        if (flight.generation() == 1 && flight.offset() >= 1_100) {
                            throw new LinkageError("not at home here");
                        }
                        return new Flight(
                                value.origin() == null ? null : "new " + value.origin(),
                                value.delayMinutes());
                    })).returns(new dev.sameriver.log.EventTypeInfo<>(
                            org.apache.flink.api.common.typeinfo.TypeInformation.of(Flight.class))))
            .keyBy(
            """;

    private static final BackfillOptions OPTIONS =
            new BackfillOptions(2, Duration.ZERO, Duration.ofSeconds(1), 0);

    private static final PrintStream SILENT =
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);

    private static int databases;

    @TempDir private Path folder;

    private Settings settings;
    private FlightsLog log;
    private int produced = 2_000;
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @BeforeEach
    void startTheOldJar(TestInfo test) throws Exception {
        Settings sandbox = SharedSandbox.get().settings();
        String name = test.getTestMethod().orElseThrow().getName();
        settings =
                OwnDatabase.make(sandbox, "upgrade" + databases++)
                        .overriddenBy(
                                Map.of(
                                        Settings.ARCHIVE,
                                        sandbox.require(Settings.ARCHIVE) + "-upgrade/" + name));
        log = FlightsLog.create(settings, name, 2);
        for (int partition = 0; partition < 2; partition++) {
            log.archive(partition, 0, 1_000);
            log.produce(partition, 1_000, 2_000);
        }
        backfill(BuiltJob.jar()).start(kept -> OPTIONS, SILENT);
        Await.until("the old jar gives rows", () -> rows() > 0);
    }

    @AfterEach
    void cancel() throws Exception {
        for (String job : jobs()) {
            HttpRequest cancel =
                    HttpRequest.newBuilder(flink("/jobs/" + job + "?mode=cancel"))
                            .method("PATCH", BodyPublishers.noBody())
                            .build();
            HttpClient.newHttpClient().send(cancel, BodyHandlers.discarding());
        }
        Await.until("no job is left", () -> jobs().isEmpty());
    }

    @Test
    void changedBodyOnAnotherBuildGoesOnFromTheSavepointAndABreakingOneStopsNothing()
            throws Exception {
        Path breaking = NewJar.of("ofHours(2)", "ofHours(3)", folder.resolve("breaking"));
        Path jar = NewJar.of("delayMinutes() > 15", "delayMinutes() >= 16", folder.resolve("new"));
        NewJar.buildSameriverAnew(jar, folder.resolve("build"));
        assertThat(JarBuild.other(List.of(BuiltJob.jar()))).isEmpty();
        assertThat(JarBuild.other(List.of(jar))).isPresent();
        String before = jobs().get(0);

        assertThat(upgrade(breaking)).isFalse();
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("disorder-changed")
                .contains("nothing was stopped");
        assertThat(jobs()).containsExactly(before);
        told.reset();

        assertThat(upgrade(jar)).as(told.toString(StandardCharsets.UTF_8)).isTrue();

        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("compatible")
                .contains("downtime");
        assertThat(jobs()).hasSize(1).doesNotContain(before);
        assertRowsAreThoseOfAReplay();
        Version version = version();
        assertThat(version.job()).isEqualTo(jobs().get(0));
        assertThat(version.jars()).isEqualTo(JarStore.name(List.of(jar)));
        Await.until(
                "the new job reports",
                () -> !Objects.equals(version().reportedAt(), version.reportedAt()));
        assertThatThrownBy(() -> backfill(BuiltJob.jar()).resume(kept -> kept))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("goes on with the jar that it was started with");
        assertThat(backfill(jar).resume(kept -> kept)).isEqualTo(version.job());
        assertThat(Registry.open(settings).changes("airport-delays"))
                .last()
                .satisfies(change -> assertThat(change.why()).isEqualTo("a new rule"));

        // Paused when its job is lost already, it still goes on from where that one was.
        String upgraded = Objects.requireNonNull(version.job());
        ClusterJobs.of(settings).cancel(upgraded);
        backfill(jar).pause(false);
        assertThat(version().job()).isNull();
        List<BackfillOptions> options = new ArrayList<>();
        String resumed =
                backfill(jar)
                        .resume(
                                kept -> {
                                    options.add(kept);
                                    return kept;
                                });
        assertThat(query("SELECT restore FROM sameriver.backfill")).contains(upgraded + "/chk-");
        assertThat(options)
                .containsExactly(new BackfillOptions(2, Duration.ZERO, Duration.ofMillis(900), 0));
        Await.until("it runs", () -> jobs().equals(List.of(resumed)));
    }

    @Test
    void viewInSqlTakesOverFromTheSameViewInJava() throws Exception {
        Path jar =
                SqlJar.of(SqlView.read(Path.of("src/main/sql/airport-delays.sql")), BuiltJob.jar());
        assertThat(Views.find("airport-delays@1", JobClasses.of(jar))).isInstanceOf(SqlView.class);

        assertThat(upgrade(jar)).as(told.toString(StandardCharsets.UTF_8)).isTrue();

        assertThat(told.toString(StandardCharsets.UTF_8)).contains("compatible");
        // A late event's text has the names of a record in Java, and so is another.
        assertTablesAreThoseOfAReplay(TABLE, TABLE + "_dead");
    }

    @Test
    void jarThatWritesOtherKeysAndFailsIsTakenBackThoughVerbAndTaskManagerAreKilledOnTheWay()
            throws Exception {
        Path jar = NewJar.of(".keyBy(", FAILING, folder.resolve("new"));
        String before = jobs().get(0);
        Process verb = start(jar, "--watch", "PT1M");
        String failing;
        try {
            awaitStep(verb, "STARTING");
            produce(2_100);
            Await.until("the new jar writes other keys", () -> otherKeys() > 0);
            failing = jobs().get(0);
            produce(2_200);
            awaitStep(verb, "GOING_BACK");
        } finally {
            verb.destroyForcibly().waitFor();
        }
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> upgrade = thread.submit(() -> upgrade(jar));
            Await.until(
                    "the old jar is back",
                    () -> jobs().stream().anyMatch(job -> !job.equals(failing)));
            TaskManagers.killBusy(SharedSandbox.get());

            assertThat(upgrade.get()).isFalse();
        } finally {
            thread.shutdownNow();
        }

        assertThat(Files.readString(verbLog()) + told.toString(StandardCharsets.UTF_8))
                .contains("not at home here")
                .contains("took back ")
                .contains("going on with the upgrade")
                .contains("went back");
        assertThat(jobs()).hasSize(1).doesNotContain(before);
        assertThat(otherKeys()).isZero();
        assertRowsAreThoseOfAReplay();
    }

    @Test
    void verbKilledWhileItStopsAndWhileItStartsEndsInTheSamePlaceWhenRunAgain() throws Exception {
        Path jar = NewJar.of("delayMinutes() > 15", "delayMinutes() >= 16", folder.resolve("new"));
        killAt(jar, "STOPPING");
        killAt(jar, "STARTING");
        assertThatThrownBy(() -> backfill(BuiltJob.jar()).start(kept -> OPTIONS, SILENT))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cut off");
        Path other =
                NewJar.of("delayMinutes() > 15", "delayMinutes() > 14", folder.resolve("other"));
        assertThatThrownBy(() -> upgrade(other))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cut off");

        assertThat(upgrade(jar)).as(told.toString(StandardCharsets.UTF_8)).isTrue();

        assertThat(told.toString(StandardCharsets.UTF_8)).contains("going on with the upgrade");
        assertThat(jobs()).hasSize(1);
        assertRowsAreThoseOfAReplay();
    }

    private Backfill backfill(Path jar) {
        FlinkTarget target = new FlinkTarget(settings, List.of(jar));
        return new Backfill(new AirportDelays(), settings, target, "test", null);
    }

    private Version version() {
        return Registry.open(settings).find(new VersionKey("airport-delays", 1)).orElseThrow();
    }

    private boolean upgrade(Path jar) throws Exception {
        UpgradeFlags flags =
                new UpgradeFlags(
                        null,
                        null,
                        null,
                        null,
                        Duration.ofMillis(900),
                        Duration.ofSeconds(3),
                        "ada",
                        "a new rule");
        try (ViewJar before = ViewJar.open(BuiltJob.jar(), "--old-jar");
                ViewJar after = ViewJar.open(jar, "--jar");
                PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8)) {
            return new UpgradeRun(settings, flags, out).run("airport-delays", before, after);
        }
    }

    /** Runs the command, and kills it once the journal says that it is at a step. */
    private void killAt(Path jar, String step) throws Exception {
        Process verb = start(jar);
        try {
            awaitStep(verb, step);
        } finally {
            verb.destroyForcibly().waitFor();
        }
    }

    private void awaitStep(Process verb, String step) throws Exception {
        Await.until(
                "the verb is " + step + ": see " + verbLog(),
                () -> {
                    assertThat(verb.isAlive()).as(Files.readString(verbLog())).isTrue();
                    return step.equals(journal());
                });
    }

    /** Starts the command in a process of its own. */
    private Process start(Path jar, String... flags) throws Exception {
        Path config = folder.resolve("config.properties");
        Files.writeString(
                config,
                settings.asMap().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(argument -> argument.startsWith("--add-opens"))
                        .toList());
        command.addAll(List.of("-Xmx600m", "-cp", System.getProperty("java.class.path")));
        command.addAll(
                List.of(
                        Main.class.getName(),
                        "upgrade",
                        "airport-delays",
                        "--jar",
                        jar.toString(),
                        "--old-jar",
                        BuiltJob.jar().toString(),
                        "--config",
                        config.toString()));
        command.addAll(List.of(flags));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(verbLog().toFile()))
                .start();
    }

    private Path verbLog() {
        return folder.resolve("verb.log");
    }

    private void assertRowsAreThoseOfAReplay() throws Exception {
        assertTablesAreThoseOfAReplay(TABLE, TABLE + "_late", TABLE + "_dead");
    }

    private void assertTablesAreThoseOfAReplay(String... names) throws Exception {
        produce(2_500);
        log.close();
        Settings reference = log.reference(Files.createDirectory(folder.resolve("reference")));
        Path csv = folder.resolve("csv");
        Replay.Result replay =
                new Replay(
                                new AirportDelays(),
                                reference,
                                RunMode.BATCH,
                                RunOptions.FINAL_ROWS,
                                2,
                                "csv:" + csv.toUri(),
                                true)
                        .run(
                                new FlinkTarget(reference, List.of()),
                                new PrintStream(OutputStream.nullOutputStream()));
        Map<String, RowSchema> tables =
                new HashMap<>(SameTables.of(new AirportDelays(), replay.schema()));
        tables.keySet().retainAll(Set.of(names));
        SameTables.await(tables, "csv:" + csv.toUri(), "postgres", settings);
    }

    /** Sends the flights before one of each partition that were not sent yet. */
    private void produce(int to) {
        for (int partition = 0; partition < 2; partition++) {
            log.produce(partition, produced, to);
        }
        produced = to;
    }

    private List<String> jobs() throws IOException {
        List<String> alive = new ArrayList<>();
        JsonNode overview = new ObjectMapper().readTree(flink("/jobs/overview").toURL());
        for (JsonNode job : overview.path("jobs")) {
            List<String> ended = List.of("FINISHED", "CANCELED", "FAILED");
            if (job.path("name").asText().equals(JOB)
                    && !ended.contains(job.path("state").asText())) {
                alive.add(job.path("jid").asText());
            }
        }
        return alive;
    }

    private URI flink(String path) {
        return URI.create("http://" + settings.require(Settings.FLINK) + path);
    }

    private long otherKeys() throws SQLException {
        return Long.parseLong(
                query("SELECT count(*) FROM " + TABLE + " WHERE origin LIKE 'new %'"));
    }

    private long rows() throws SQLException {
        return Long.parseLong(query("SELECT count(*) FROM " + TABLE));
    }

    /** The step in the journal; empty as long as there is none. */
    private String journal() {
        try {
            return query("SELECT max(step) FROM sameriver.upgrade WHERE view = '" + JOB + "'");
        } catch (SQLException e) {
            return "";
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = PostgresServer.of(settings).connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return String.valueOf(result.getString(1));
        }
    }
}
