package dev.sameriver.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {

    @TempDir private Path directory;

    private Layout layout;
    private ProcessTable processes;

    @BeforeEach
    void create() throws IOException {
        layout = new Layout(directory);
        layout.create();
        processes = new ProcessTable(layout);
    }

    @AfterEach
    void killLeftovers() throws Exception {
        for (String name : processes.expected()) {
            processes.signal(name, "KILL");
        }
    }

    @Test
    void startedProcessIsFoundByASecondTableOnTheDirectory() throws Exception {
        processes.start("one", sleeper("one"));

        OptionalLong pid = new ProcessTable(layout).find("one");

        assertThat(pid).isPresent();
        assertThat(ProcessHandle.of(pid.getAsLong())).isPresent();
        assertThat(processes.expected()).containsExactly("one");
    }

    @Test
    void killedProcessIsNotFoundButStaysExpectedUntilForgotten() throws Exception {
        processes.start("one", sleeper("one"));

        processes.signal("one", "KILL");

        assertThat(processes.awaitEnd("one", Duration.ofSeconds(10))).isTrue();
        assertThat(processes.find("one")).isEmpty();
        assertThat(processes.expected()).containsExactly("one");
        processes.forget("one");
        assertThat(processes.expected()).isEmpty();
    }

    @Test
    void pidThatNowBelongsToAStrangerIsNeitherTrustedNorSignalled() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(layout.pidFile("one"), stranger.pid() + "\n");

            assertThat(processes.find("one")).isEmpty();
            processes.signal("one", "KILL");
            assertThat(stranger.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void processOfAnotherSandboxIsAStranger(@TempDir Path other) throws Exception {
        Layout otherLayout = new Layout(other);
        otherLayout.create();
        processes.start("one", sleeper("one"));
        Files.copy(layout.pidFile("one"), otherLayout.pidFile("one"));

        assertThat(new ProcessTable(otherLayout).find("one")).isEmpty();
        assertThat(processes.find("one")).isPresent();
    }

    @Test
    void garbageInAPidFileIsNoProcess() throws IOException {
        Files.writeString(layout.pidFile("one"), "not a pid");

        assertThat(processes.find("one")).isEmpty();
    }

    @Test
    void argumentIsReadFromTheRunningCommandLine() throws Exception {
        processes.start("one", sleeper("one"));

        assertThat(processes.argument("one", "sameriver.sand"))
                .hasValue("box=" + directory + "#one");
        assertThat(processes.argument("one", "-Dother=")).isEmpty();
    }

    /** A process that does nothing, and carries the mark as a file that it cannot find. */
    private List<String> sleeper(String name) {
        return List.of("tail", "-f", "/dev/null", layout.mark(name));
    }
}
