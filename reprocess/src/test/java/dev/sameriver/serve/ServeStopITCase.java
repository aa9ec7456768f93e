package dev.sameriver.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sameriver.cli.Main;
import dev.sameriver.registry.VersionKey;
import dev.sameriver.sandbox.Part;
import dev.sameriver.sandbox.SharedSandbox;
import dev.sameriver.serve.Client.Response;
import dev.sameriver.versions.TestRows;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ServeStopITCase {

    private static final int SIGTERM_EXIT = 143;

    private final TestRows rows = new TestRows();

    @Test
    void serviceThatIsTerminatedAnswersTheReadsItHasBegun() throws Exception {
        VersionKey key = rows.version("stopped", 1, 1, 1);
        rows.promote(key, 100);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx200m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "serve",
                                "--port",
                                "0",
                                "--config"));
        command.add(SharedSandbox.with(Part.POSTGRES).settingsFile().toString());
        Process service =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = service.inputReader()) {
            String line = out.readLine();
            assertThat(line).startsWith("serving on http://127.0.0.1:");
            Client client = new Client(Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
            CompletableFuture<Response> waiting =
                    client.begin("/views/stopped/rows?position=flights:0=1&wait=60000");
            assertThat(client.get("/views/stopped/rows").status()).isEqualTo(200);
            awaitRead(key, client);
            service.destroy();
            assertThat(waiting.get().status()).isEqualTo(503);
            assertThat(waiting.get().detail()).contains("is being stopped");
            assertThat(service.waitFor()).isEqualTo(SIGTERM_EXIT);
        } finally {
            service.destroyForcibly().waitFor();
        }
    }

    /** Waits as long as a later read waits in vain, so that the one before it has begun. */
    private static void awaitRead(VersionKey key, Client client) throws Exception {
        String path = "/views/" + key.view() + "/rows?position=flights:0=1&wait=300";
        assertThat(client.get(path).status()).isEqualTo(504);
    }
}
