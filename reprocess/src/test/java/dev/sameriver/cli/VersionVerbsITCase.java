package dev.sameriver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sameriver.registry.Change;
import dev.sameriver.registry.Registry;
import dev.sameriver.registry.Version;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.registry.VersionState;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.versions.TestRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VersionVerbsITCase {

    private final TestRows rows = new TestRows();
    private final String config = SharedSandbox.with(Part.POSTGRES).settingsFile().toString();
    private String out = "";
    private String err = "";

    @Test
    void versionsArePromotedRolledBackAndRetired() throws Exception {
        VersionKey first = rows.version("verbs", 1, 1, 1);
        VersionKey second = rows.version("verbs", 2, 1, 1);
        assertThat(run("promote", "verbs@1", "--share", "100", "--who", "ada", "--why", "go"))
                .isZero();
        assertThat(out.trim()).isEqualTo("verbs@1: shadow 0% -> serving 100%");
        assertThat(run("promote", "verbs@2", "--share", "10", "--dry-run")).isZero();
        assertThat(out.trim()).endsWith("dry run: nothing was changed");
        assertThat(version(second).share()).isZero();
        assertThat(run("promote", "verbs@2", "--share", "10")).isZero();
        assertThat(run("versions", "verbs", "--changes")).isZero();
        assertThat(out)
                .containsPattern("verbs@1 +serving +90% +0 ")
                .containsPattern("verbs@2 +serving +10% +0 ")
                .containsPattern("verbs@1 +share 0 to 100 +ada +go");
        assertThat(run("retire", "verbs@2")).isEqualTo(2);
        assertThat(err).contains("has a share of 10");
        assertThat(run("rollback", "verbs")).isZero();
        assertThat(run("rollback", "verbs")).isZero();
        assertThat(out.trim()).isEqualTo("verbs: nothing to change");
        rows.pause(second);
        assertThat(run("retire", "verbs@2", "--drop")).isZero();
        assertThat(version(second).state()).isEqualTo(VersionState.RETIRED);
        assertThat(version(first).share()).isEqualTo(100);
        assertThat(rows.registry().changes("verbs"))
                .filteredOn(change -> change.what().equals("share 0 to 100"))
                .extracting(Change::who, Change::why)
                .containsExactly(tuple("ada", "go"));
    }

    @Test
    void mistakesAreOneSentenceAndExitCode2() throws Exception {
        rows.version("wrong", 1, 1, 1);
        assertThat(run("promote", "wrong", "--share", "100")).isEqualTo(2);
        assertThat(err).contains("VIEW@N");
        assertThat(run("promote", "wrong@1", "--share", "101")).isEqualTo(2);
        assertThat(err).contains("--share is 101");
        assertThat(run("promote", "wrong@1")).isEqualTo(2);
        assertThat(run("promote", "wrong@3", "--share", "100")).isEqualTo(2);
        assertThat(err).contains("known are wrong@1");
        assertThat(run("versions", "--changes")).isEqualTo(2);
        assertThat(run("versions", "nowhere")).isZero();
        assertThat(out.trim()).isEqualTo("no version of nowhere");
    }

    @Test
    void postgresThatIsAwayIsOneSentence() throws Exception {
        String away = "jdbc:postgresql://127.0.0.1:" + closedPort() + "/views?user=me";
        for (String[] verb :
                new String[][] {
                    {"versions"},
                    {"promote", "v@1", "--share", "10"},
                    {"rollback", "v"},
                    {"retire", "v@1"},
                    {"serve", "--port", "0"}
                }) {
            List<String> words = new ArrayList<>(Arrays.asList(verb));
            words.addAll(List.of("--postgres", away));
            assertThat(execute(words)).isEqualTo(1);
            assertThat(err.lines()).hasSize(1);
            assertThat(err).contains("could not open the registry").contains("is up");
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Version version(VersionKey key) {
        return Registry.open(rows.settings()).find(key).orElseThrow();
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--config", config));
        return execute(all);
    }

    private int execute(List<String> words) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        StringWriter errors = new StringWriter();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            CommandLine line = Main.commandLine();
            line.setErr(new PrintWriter(errors, true));
            return line.execute(words.toArray(new String[0]));
        } finally {
            System.setOut(before);
            out = printed.toString(StandardCharsets.UTF_8);
            err = errors.toString();
        }
    }
}
