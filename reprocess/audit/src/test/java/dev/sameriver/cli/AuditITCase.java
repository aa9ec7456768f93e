package dev.sameriver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.aggregate.Binary;
import dev.sameriver.archive.Segment;
import dev.sameriver.audit.AuditStore;
import dev.sameriver.audit.SignedRecord;
import dev.sameriver.beam.BeamDerivation;
import dev.sameriver.connect.PostgresServer;
import dev.sameriver.connect.Settings;
import dev.sameriver.jobs.airportdelays.AirportDelays;
import dev.sameriver.registry.LogPosition;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.RegistryLink;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionState;
import dev.sameriver.run.FlinkTarget;
import dev.sameriver.run.LiveRun;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.source.LiveOptions;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Audits of a version that a live job serves, on real servers: a clean one, and then one thing
 * after the other goes wrong.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditITCase {

    private static final VersionKey KEY = new VersionKey("airport-delays", 1);
    private static final int HISTORY = 1_440;
    private static final int TAIL = 1_560;
    private static final int DELAY = 1_000_003;

    @TempDir private static Path folder;

    private static Settings settings = Settings.of(Map.of());
    private static @Nullable MinuteFlights flights;
    private static @Nullable JobClient job;

    private String out = "";
    private String err = "";

    @BeforeAll
    static void followTheLogLive() throws Exception {
        settings =
                SharedSandbox.with(Part.HDFS, Part.KAFKA, Part.POSTGRES)
                        .settings()
                        .overriddenBy(Map.of("audit.key", folder.resolve("audit.key").toString()));
        Files.write(
                folder.resolve("own.properties"),
                settings.asMap().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList());
        MinuteFlights log = MinuteFlights.create(settings);
        flights = log;
        log.archive(0, HISTORY / 2);
        log.archive(HISTORY / 2, HISTORY);
        log.produce(HISTORY, TAIL);
        registry().declare(KEY, "airport_delays_v1", "test", null);
        job = start(null);
        await("it has caught up", () -> version().state() == VersionState.SHADOW);
        awaitFinal(MinuteFlights.time(TAIL - 1).minus(Duration.ofHours(2)));
        log.archiveTail();
    }

    @AfterAll
    static void endTheJob() throws Exception {
        if (job != null) {
            job.cancel().get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    @Order(1)
    void cleanAuditPassesAndItsRecordIsRefusedWithOneByteChanged() throws Exception {
        Path file = folder.resolve("clean.json");
        assertThat(audit("--record", file.toString())).as(out + err).isZero();
        assertThat(out).contains("to 2001-01-01T23:59:00Z").endsWith("passed\n");
        assertThat(out.lines().filter(line -> line.contains("sha256=")).distinct()).hasSize(3);
        assertThat(
                        out.lines()
                                .filter(line -> line.contains("sha256="))
                                .map(line -> line.substring(line.indexOf("final")))
                                .distinct())
                .hasSize(1);
        assertThat(version().audit()).isEqualTo(Version.AUDIT_PASSED);

        String publicKey = folder.resolve("audit.key.pub").toString();
        String[] check = {"audit", "--check", file.toString(), "--public-key", publicKey};
        assertThat(execute(check)).isZero();
        assertThat(out).contains("airport-delays@1").contains("passed").contains("as signed by");
        String record = Files.readString(file);
        Files.writeString(file, record.replace("\"passed\"", "\"Passed\""));
        assertThat(execute(check)).isEqualTo(1);
        assertThat(out).contains("refused").contains("not of this content");
        Files.writeString(file, record);
    }

    @Test
    @Order(2)
    void everyCommandOfThePageDoesWhatItSays() throws Exception {
        Path home = home();
        List<PageCommands> commands = PageCommands.of(home.resolve("docs/audit.md"), folder);
        assertThat(commands).hasSize(6);
        for (PageCommands command : commands) {
            if (!command.isOurs()) {
                assertThat(run("replay", KEY.toString(), "--digest")).as(err).isZero();
                assertThat(beam(home, command.line())).endsWith(out.strip());
            } else if (command.has("--every")) {
                assertThat(firstRound(command)).endsWith("passed\n");
            } else {
                List<String> words = new ArrayList<>(command.words());
                if (words.equals(List.of("audit", KEY.toString()))) {
                    words.addAll(List.of("--record", record().toString()));
                }
                assertThat(run(words.toArray(new String[0]))).as(command + "\n" + err).isZero();
                for (Path file : command.output()) {
                    Files.writeString(file, out);
                    Files.copy(file, folder.resolve("theirs.json"));
                }
            }
        }
        assertThat(SignedRecord.load(record()).line()).contains(", keys: 5% from 5%  checked");
    }

    private static Path record() {
        return folder.resolve(KEY + ".audit.json");
    }

    private static Path home() throws Exception {
        return Path.of(System.getProperty("sameriver.home", ".")).toRealPath();
    }

    /** Rounds go on until someone ends them. */
    private String firstRound(PageCommands command) throws Exception {
        Files.delete(record());
        List<String> words = new ArrayList<>(command.words());
        words.addAll(List.of("--record", record().toString()));
        Thread rounds = new Thread(() -> run(words.toArray(new String[0])));
        rounds.start();
        await("a round has ended", () -> Files.exists(record()));
        rounds.interrupt();
        rounds.join();
        return out;
    }

    private static String beam(Path home, String command) throws Exception {
        String here =
                command.replace("/tmp/logs", settings.require(Settings.ARCHIVE))
                        .replace("rows.csv", folder.resolve("rows.csv").toString())
                        .replace("late.csv", folder.resolve("late.csv").toString());
        Process process =
                new ProcessBuilder("sh", "-c", here)
                        .directory(home.toFile())
                        .redirectError(folder.resolve("beam.err").toFile())
                        .start();
        String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(Files.readString(folder.resolve("beam.err"))).isZero();
        return said;
    }

    /** Of a rendition that leaves an event out of one row. */
    @Test
    @Order(3)
    void valueOfBeamAloneIsShownWithTheEventsThatBeamCounts() throws Exception {
        Path faulty = Files.createDirectory(folder.resolve("faulty"));
        Files.createSymbolicLink(
                faulty.resolve("lib"), home().resolve("reprocess/beam/target/lib"));
        pack(BeamDerivation.class, faulty.resolve("sameriver-beam-faulty.jar"));
        String[] hours = {"--from", "2001-01-01T09:00:00Z", "--to", "2001-01-01T12:00:00Z"};
        assertThat(audit("--beam", faulty.toString(), hours[0], hours[1], hours[2], hours[3]))
                .as(out + err)
                .isEqualTo(1);
        assertThat(out)
                .containsPattern(
                        "different +A5 +2001-01-01T10:00:00Z +2001-01-01T11:00:00Z +10 -> 9 ")
                .contains(
                        "events that both count: 9, only airport-delays@1 as served: 1, only"
                                + " airport-delays@1 as Beam derives it: 0")
                .contains(
                        "counted by airport-delays@1 as served only: flights g0 p0 o610, event"
                                + " time 2001-01-01T10:10:00Z")
                .contains("missing=0 extra=0 different=1 (");
        assertThat(audit(hours)).as(out + err).isZero();
        assertThat(version().audit()).isEqualTo(Version.AUDIT_PASSED);
    }

    private static void pack(Class<?> type, Path jar) throws Exception {
        String name = type.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new ZipEntry(name));
            Objects.requireNonNull(bytes).transferTo(out);
        }
    }

    @Test
    @Order(4)
    void rowThatWasChangedInPostgresIsNamedByTheTreesOfHashes() throws Exception {
        Path before = folder.resolve("before.json");
        Path after = folder.resolve("after.json");
        roots(before);
        assertThat(execute("audit", "--diff", before.toString(), before.toString())).isZero();
        change("flights = flights + 1", "A3", "2001-01-01T11:00:00Z");
        roots(after);
        assertThat(execute("audit", "--diff", before.toString(), after.toString())).isEqualTo(1);
        assertThat(out).contains("A3 2001-01-01T10:00:00Z 2001-01-01T11:00:00Z: 1 rows");
    }

    /** The row that the test before changed, and four more that came of one bit. */
    @Test
    @Order(5)
    void changedRowAndFlippedBitOfStateAreFoundWithTheirEventsAndTheVersionIsNotPromoted()
            throws Exception {
        flipABitOfState();
        change("flights = 99, is_final = false", "A4", "2001-01-01T11:00:00Z");
        assertThat(audit("--every", "PT0S", "--sample", "100%")).as(out + err).isEqualTo(1);
        assertThat(out)
                .containsPattern(
                        "different +A3 +2001-01-01T10:00:00Z +2001-01-01T11:00:00Z +12 -> 11 ")
                .containsPattern(
                        "different +A4 +2001-01-01T10:00:00Z +2001-01-01T11:00:00Z +99 -> 11 .*"
                                + " false -> true")
                .contains("counted by both: flights g0 p0 o608, event time 2001-01-01T10:08:00Z")
                .containsPattern("different +BIT +2001-01-02T01:15:00Z +2001-01-02T02:15:00Z ")
                .contains(" -> " + DELAY)
                .contains("counted by both: flights g1 p0 o120")
                .contains("missing=0 extra=0 different=6 (")
                .endsWith("failed\n");
        assertThat(run("promote", KEY.toString(), "--share", "100")).isEqualTo(2);
        assertThat(err).contains("has failed its audit");
        assertThat(run("promote", KEY.toString(), "--share", "100", "--force", "--dry-run"))
                .isZero();
    }

    @Test
    @Order(6)
    void auditOfLessThatPassedLeavesTheVersionFailed() throws Exception {
        SignedRecord clean = SignedRecord.load(folder.resolve("clean.json"));
        assertThat(clean.passed()).isTrue();
        assertThat(new AuditStore(settings).keep(clean, "test", null))
                .isEqualTo(AuditStore.Kept.FAILED_BEFORE);
        assertThat(version().audit()).isEqualTo(Version.AUDIT_FAILED);
    }

    @Test
    @Order(7)
    void archiveThatWasCutOffOrDefinedAnewIsNamedByWhatTheAuditBeforeSaw() throws Exception {
        long last = log().archive().manifest().number();
        String commit = "manifest/%020d.json".formatted(last);
        byte[] cut = read(commit);
        delete(commit);
        assertThat(audit()).as(out + err).isEqualTo(1);
        assertThat(out)
                .containsPattern("damaged +log flights: .*/" + commit + " \\(offset ")
                .contains("truncated since the audit of 20")
                .endsWith("failed\n");
        write(commit, cut);
        byte[] definition = read("log.json");
        String text = new String(definition, StandardCharsets.UTF_8);
        write(
                "log.json",
                text.replace("\"origin\"", "\"delay_minutes\"").getBytes(StandardCharsets.UTF_8));
        assertThat(audit()).as(out + err).isEqualTo(1);
        assertThat(out).contains("/flights/log.json: changed since the audit of 20");
        write("log.json", text.substring(1).getBytes(StandardCharsets.UTF_8));
        assertThat(audit()).as(out + err).isEqualTo(1);
        assertThat(out).contains("/flights/log.json is corrupt: it cannot be read as JSON; ");
        assertThat(run("verify")).isEqualTo(1);
        assertThat(out).contains("1 finding(s)").contains("log.json is corrupt");
        assertThat(run("replay", KEY.toString(), "--digest")).isEqualTo(1);
        assertThat(err.lines()).singleElement().asString().contains("log.json is corrupt");
        delete("log.json");
        assertThat(audit()).as(out + err).isEqualTo(1);
        assertThat(out).contains("/flights/log.json: missing since the audit of 20");
        write("log.json", definition);
    }

    @Test
    @Order(8)
    void bitOfASegmentThatFlippedIsNamedByFileAndOffset() throws Exception {
        Segment segment = log().archive().manifest().segments(0).get(1);
        flipInTheMiddle(segment);
        assertThat(audit("--json")).as(out + err).isEqualTo(1);
        assertThat(out)
                .contains(segment.path())
                .contains("\"offset\":" + HISTORY / 2)
                .contains("\"result\":\"failed\"")
                .contains("\"sides\":{}");
    }

    /** Stops the job, flips a bit of what a window has added up to, and goes on from there. */
    private static void flipABitOfState() throws Exception {
        log().produce("BIT", DELAY, TAIL);
        LogPosition behind = LogPosition.parse("flights:0=" + (TAIL - HISTORY + 1));
        await("it is in a checkpoint", () -> version().position().reached(behind));
        Path savepoints = Files.createDirectory(folder.resolve("savepoints"));
        String savepoint =
                job().stopWithSavepoint(
                                false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get(1, TimeUnit.MINUTES);
        DataOutputSerializer greatest = new DataOutputSerializer(16);
        greatest.writeBoolean(true);
        Binary.writeSigned(DELAY, greatest);
        BitFlip.inLastOf(greatest.getCopyOfBuffer(), 1, savepoints);
        job = start(savepoint);
        log().heartbeat(Instant.parse("2001-01-03T00:00:00Z"));
        awaitFinal(Instant.parse("2001-01-02T22:00:00Z"));
        log().archiveTail();
    }

    private static void flipInTheMiddle(Segment segment) throws Exception {
        byte[] bytes = read(segment.path());
        bytes[100] ^= 1;
        write(segment.path(), bytes);
    }

    private static org.apache.hadoop.fs.Path path(String file) {
        return new org.apache.hadoop.fs.Path(
                settings.require(Settings.ARCHIVE) + "/flights/" + file);
    }

    private static FileSystem files() throws Exception {
        return path("").getFileSystem(settings.hadoop());
    }

    private static byte[] read(String file) throws Exception {
        try (FSDataInputStream in = files().open(path(file))) {
            return in.readAllBytes();
        }
    }

    private static void write(String file, byte[] bytes) throws Exception {
        try (FSDataOutputStream rewritten = files().create(path(file), true)) {
            rewritten.write(bytes);
        }
    }

    private static void delete(String file) throws Exception {
        assertThat(files().delete(path(file), false)).isTrue();
    }

    /** The trees of the rows of half a day, which are few. */
    private void roots(Path file) throws Exception {
        assertThat(audit("--roots", "--to", "2001-01-01T12:00:00Z")).as(err).isZero();
        Files.writeString(file, out);
    }

    private static void change(String what, String origin, String windowEnd) throws Exception {
        try (Connection connection = PostgresServer.of(settings).connect();
                Statement statement = connection.createStatement()) {
            assertThat(
                            statement.executeUpdate(
                                    "UPDATE airport_delays_v1 SET %s WHERE origin = '%s' AND window_end = '%s'"
                                            .formatted(what, origin, windowEnd)))
                    .isEqualTo(1);
        }
    }

    private static JobClient start(@Nullable String savepoint) throws Exception {
        return new LiveRun(
                        new AirportDelays(),
                        settings,
                        1,
                        "postgres",
                        new LiveOptions(
                                Duration.ZERO,
                                0,
                                new RegistryLink(settings, KEY, Set.of("flights"))),
                        Duration.ofMillis(300),
                        savepoint)
                .start(new FlinkTarget(settings, List.of()));
    }

    private static void awaitFinal(Instant time) throws Exception {
        await(
                "windows are final to " + time,
                () -> {
                    Instant watermark = version().watermark();
                    return watermark != null && !watermark.isBefore(time);
                });
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static Registry registry() {
        return Registry.open(settings);
    }

    private static Version version() {
        return registry().find(KEY).orElseThrow();
    }

    private static MinuteFlights log() {
        if (flights == null) {
            throw new AssertionError("there is no log");
        }
        return flights;
    }

    private static JobClient job() {
        if (job == null) {
            throw new AssertionError("there is no job");
        }
        return job;
    }

    private int audit(String... words) {
        List<String> all = new ArrayList<>(List.of("audit", KEY.toString()));
        all.addAll(Arrays.asList(words));
        if (!all.contains("--record")) {
            all.addAll(List.of("--record", folder.resolve("last.json").toString()));
        }
        return run(all.toArray(new String[0]));
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--config", folder.resolve("own.properties").toString()));
        return execute(all.toArray(new String[0]));
    }

    private int execute(String... words) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        StringWriter errors = new StringWriter();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            CommandLine line = Main.commandLine();
            line.setErr(new PrintWriter(errors, true));
            return line.execute(words);
        } finally {
            System.setOut(before);
            out = printed.toString(StandardCharsets.UTF_8);
            err = errors.toString();
        }
    }
}
