package dev.sameriver.cli;

import dev.sameriver.serve.ReadServer;
import dev.sameriver.view.UserError;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sameriver serve}: the read service. */
@Command(
        name = "serve",
        description =
                "Serve the rows of views by HTTP until interrupted; /openapi.json describes it.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8480",
            description = "The port to listen on; 0 for any (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many reads Postgres gets at once (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Override
    public Integer call() throws InterruptedException {
        requireRange("--port", port, 0, 65_535);
        requireRange("--connections", connections, 1, 1_000);
        ReadServer server = ReadServer.start(settingsOptions.settings(), host, port, connections);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println("serving on http://" + host + ":" + server.port());
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private static void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UserError(
                    "%s must be between %d and %d, but is %d: choose another one."
                            .formatted(option, least, most, value));
        }
    }
}
