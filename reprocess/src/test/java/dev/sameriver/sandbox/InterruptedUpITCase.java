package dev.sameriver.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line is killed with -9 while it starts the sandbox. */
class InterruptedUpITCase {

    @TempDir private Path directory;

    private SandboxOptions options;

    @BeforeEach
    void create() {
        options =
                SandboxOptions.defaults()
                        .in(directory.resolve("box"))
                        .only(Part.KAFKA, Part.POSTGRES);
    }

    @AfterEach
    void down() {
        Sandbox.open(options).downAndDelete();
    }

    /** The moments: before data is made ready, while it is, one process started, all started. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "conf/kafka.properties",
                "data/kafka.lock",
                "run/postgres.pid",
                "run/kafka.pid"
            })
    void secondUpHealsAndDownEndsWhatTheKilledOneLeft(String moment) throws Exception {
        killOnceThereIs(moment);
        List<Long> left =
                Sandbox.open(options).status().stream()
                        .map(ProcessStatus::pid)
                        .filter(OptionalLong::isPresent)
                        .map(OptionalLong::getAsLong)
                        .toList();

        Sandbox sandbox = Sandbox.up(options);

        assertThat(sandbox.status()).hasSize(2).allMatch(ProcessStatus::healthy);
        assertThat(sandbox.status())
                .extracting(status -> status.pid().orElseThrow())
                .containsAll(left);
        List<Long> pids =
                sandbox.status().stream().map(status -> status.pid().orElseThrow()).toList();
        sandbox.down();
        assertThat(pids).noneMatch(ProcessTable::isAlive);
    }

    private void killOnceThereIs(String moment) throws Exception {
        Process commandLine =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/java",
                                "-D" + SandboxOptions.HOME + "=" + options.home(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.sameriver.cli.Main",
                                "sandbox",
                                "up",
                                "--only",
                                "kafka,postgres",
                                "--dir",
                                options.directory().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(new File("/dev/null"))
                        .start();
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        try {
            while (!Files.exists(options.directory().resolve(moment))) {
                assertThat(commandLine.isAlive()).isTrue();
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.sleep(5);
            }
        } finally {
            commandLine.destroyForcibly().waitFor();
        }
    }
}
