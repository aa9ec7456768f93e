package dev.sameriver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.connect.Unavailable;
import dev.sameriver.run.JobClasses;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path directory;

    @Test
    void noCommandIsAMisuse() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Which command?");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void unknownPartIsAMisuse() {
        assertThat(run("sandbox", "up", "--only", "zookeeper")).isEqualTo(2);
        assertThat(err.toString()).contains("zookeeper").contains("KAFKA");
    }

    @Test
    void statusWhereNothingIsUpSaysSoWithExitCode1AndMakesNoDirectory() {
        Path none = directory.resolve("none");

        assertThat(run("sandbox", "status", "--dir", none.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("No sandbox is up in " + none);
        assertThat(none).doesNotExist();
    }

    @Test
    void statusNamesAProcessThatHasDied() throws Exception {
        Files.createDirectories(directory.resolve("run"));
        Files.writeString(directory.resolve("run/kafka.pid"), "999999999\n");
        Files.writeString(directory.resolve("ports.properties"), "KAFKA=21007\n");

        assertThat(run("sandbox", "status", "--dir", directory.toString())).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "name   pid  address          health",
                        "kafka  -    127.0.0.1:21007  unhealthy: is not running");
    }

    @Test
    void downWhereNothingIsUpSaysSoAndSucceeds() {
        assertThat(run("sandbox", "down", "--dir", directory.toString())).isZero();
        assertThat(out.toString()).isEqualTo("No sandbox is up in " + directory + ".\n");
    }

    @Test
    void sandboxThatIsNotUpCannotBeUsed() {
        assertThat(run("verify", "--sandbox")).isEqualTo(2);
        assertThat(err.toString()).contains("none is in").contains("./sameriver sandbox up");
    }

    @Test
    void unknownCommandIsNamedWithTheHintOnce() {
        assertThat(run("improt")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("sameriver: no such command: sameriver improt")
                .containsOnlyOnce("--help");
    }

    @Test
    void versionNamesTheProductAndWhatItRunsOn() {
        assertThat(run("--version")).isZero();
        assertThat(run("replay", "--version")).isZero();
        assertThat(out.toString().lines())
                .hasSize(2)
                .allMatch(line -> line.matches("sameriver .+ \\(Flink 2\\..+, Java 17.*\\)"));
    }

    @Test
    void timesAndDurationsAreShownHowTheyAreWritten() {
        assertThat(run("replay", "airport-delays", "--from", "yesterday")).isEqualTo(2);
        assertThat(run("run", "airport-delays", "--heartbeat", "10")).isEqualTo(2);
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("give one as 2001-02-01T00:00:00Z"),
                        line -> assertThat(line).contains("give one as PT10S"));
    }

    @Test
    void unknownSettingIsRefusedWithTheNearestOne() {
        assertThat(run("verify", "--set", "kafak.acks=1")).isEqualTo(2);
        assertThat(run("verify", "--set", "acks")).isEqualTo(2);
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("give kafka.acks, or leave it out"),
                        line -> assertThat(line).contains("KEY=VALUE, but --set is acks"));
    }

    @Test
    void archiveWithoutALogIsNotSound() {
        assertThat(run("verify", "--archive", directory.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("none holds none: check --archive");
    }

    @Test
    void archiveIsAFolder() throws Exception {
        Path file = Files.writeString(directory.resolve("file.csv"), "at\n1\n");
        String data = file.toString();

        assertThat(run("import", "--archive", data, "--log", "a", "--time", "at", data))
                .isEqualTo(2);
        assertThat(err.toString()).contains(data + " is a file").hasLineCount(1);
    }

    @Test
    void portBeyondTheLastIsAMisuse() {
        assertThat(run("serve", "--port", "99999")).isEqualTo(2);
        assertThat(err.toString()).contains("--port must be between 0 and 65535, but is 99999");
    }

    @Test
    void systemsOfTheBenchAreListedAsTheyAreGiven() {
        assertThat(run("bench", "live", "--help")).isZero();
        assertThat(out.toString()).contains("FLINK_CONTINUOUS").doesNotContain("fires on change");
    }

    @Test
    void jarIsKnownByItsContent() throws Exception {
        Path text = Files.writeString(directory.resolve("pom.xml"), "<project/>");

        assertThatThrownBy(() -> JobClasses.requireJar(text, "--jar"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--jar " + text + " is none");
    }

    @Test
    void fileOfSqlWithAStepIsNoJarOfItsClass() throws Exception {
        Path file = directory.resolve("routes.sql");
        Files.writeString(
                file,
                """
                SET 'sameriver.version' = '2';
                CREATE TABLE t (
                  k STRING, `at` TIMESTAMP_LTZ(3) METADATA FROM 'event_time',
                  WATERMARK FOR `at` AS `at`
                ) WITH ('step' = 'com.acme.Routes');
                CREATE VIEW routes AS SELECT k, window_start, window_end, COUNT(*) AS events
                FROM TUMBLE(TABLE t, DESCRIPTOR(`at`), INTERVAL '1' HOUR)
                GROUP BY k, window_start, window_end;
                """);

        assertThat(
                        run(
                                "replay",
                                file.toString(),
                                "--archive",
                                directory.toString(),
                                "--flink",
                                "localhost:1"))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains(file + ", whose step is com.acme.Routes")
                .contains("META-INF/sameriver/routes@2.sql, and name the view routes@2");
    }

    @Test
    void nameNodeThatIsAwayIsOneSentence() {
        ConnectException refused =
                new ConnectException(
                        "Call From host/127.0.1.1 to host:9 failed on connection exception:"
                                + " java.net.ConnectException: Connection refused; For more details"
                                + " see:  http://wiki.apache.org/hadoop/ConnectionRefused");

        assertThat(Failures.report(refused, false, new PrintWriter(err))).isEqualTo(1);
        assertThat(err.toString()).contains("name node at host:9 does not").doesNotContain("wiki");
    }

    @Test
    void comparisonOfOneSideIsAMisuse() {
        assertThat(run("compare", "airport-delays@1")).isEqualTo(2);
        assertThat(err.toString()).contains("only airport-delays@1 was given");
    }

    @Test
    void sampleIsAPercentage() {
        assertThat(CompareCommand.share("2.5%")).isEqualTo(0.025);
        for (String mistake : List.of("0%", "101%", "1", "-1%", "a%")) {
            assertThatThrownBy(() -> CompareCommand.share(mistake))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("--sample is " + mistake);
        }
    }

    @Test
    void misuseIsOneSentenceAndAnyOtherFailureOneLineUnlessDebugging() {
        PrintWriter writer = new PrintWriter(err);

        assertThat(Failures.report(new UserError("Be so kind."), false, writer)).isEqualTo(2);
        Unavailable away = new Unavailable("Is away.", new IOException());
        assertThat(Failures.report(away, false, writer)).isEqualTo(1);
        assertThat(Failures.report(new IllegalStateException("Oh."), false, writer)).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly(
                        "sameriver: Be so kind.",
                        "sameriver: Is away.",
                        "sameriver: IllegalStateException: Oh.");

        Failures.report(new IllegalStateException("Oh."), true, writer);
        assertThat(err.toString()).contains("\tat " + MainTest.class.getName());
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
