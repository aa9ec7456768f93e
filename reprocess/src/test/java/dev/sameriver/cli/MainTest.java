package dev.sameriver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sameriver.connect.Unavailable;
import dev.sameriver.view.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
    void downWhereNothingIsUpSucceeds() {
        assertThat(run("sandbox", "down", "--dir", directory.toString())).isZero();
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

    @Test
    void lastLinesOfALogAreItsEnd() throws Exception {
        Path log = directory.resolve("log");
        Files.writeString(log, "line\n".repeat(100) + "the end\n");

        assertThat(Failures.lastLines(log)).hasSize(15).endsWith("line", "the end");
        assertThat(Failures.lastLines(directory.resolve("none"))).isEqualTo(List.of());
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
