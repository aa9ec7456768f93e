package dev.sameriver.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolTest {

    /** Fails where it finds a directory, as the formatters of servers do. */
    private static final String FILL = "mkdir \"$0\" && sleep 0.3 && touch \"$0/whole\"";

    @TempDir private Path parent;

    @Test
    void readyDirectoryIsNotFilledAgain() throws Exception {
        fill(FILL);
        Files.createFile(directory().resolve("later"));

        fill(FILL);

        assertThat(directory().resolve("later")).exists();
    }

    @Test
    void restOfAFailedCommandIsClearedFirst() throws Exception {
        assertThatThrownBy(() -> fill("mkdir \"$0\" && false"))
                .isInstanceOf(SandboxFailure.class)
                .hasMessageContaining("exit code 1");

        fill(FILL);

        assertThat(directory().resolve("whole")).exists();
    }

    @Test
    void twoCommandsAtOnceFillOneAfterTheOther() {
        List<CompletableFuture<Void>> both =
                List.of(
                        CompletableFuture.runAsync(() -> Io.run(() -> fill(FILL))),
                        CompletableFuture.runAsync(() -> Io.run(() -> fill(FILL))));

        both.forEach(CompletableFuture::join);

        assertThat(directory().resolve("whole")).exists();
    }

    private void fill(String script) throws IOException, InterruptedException {
        Tool.fillOnce(
                directory(),
                "server",
                List.of("sh", "-c", script, directory().toString()),
                parent.resolve("log"));
    }

    private Path directory() {
        return parent.resolve("data");
    }
}
