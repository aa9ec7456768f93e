package dev.sameriver.cli;

import dev.sameriver.archiver.LogHeartbeat;
import dev.sameriver.connect.Settings;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sameriver heartbeat}: let time advance in quiet partitions. */
@Command(
        name = "heartbeat",
        description =
                "Append a heartbeat to every partition of a log's topic, so that all clocks reach"
                        + " its time.",
        mixinStandardHelpOptions = true)
final class HeartbeatCommand implements Callable<Integer> {

    @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

    @Parameters(paramLabel = "LOG", description = "The log's name.")
    private String log = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "Its event time, as 2001-03-31T23:59:00Z (default: the greatest of the log).")
    private @Nullable Instant at;

    @Override
    public Integer call() throws Exception {
        Settings settings = settingsOptions.settings();
        LogHeartbeat beat = LogHeartbeat.append(settings, log, at);
        System.out.printf(
                "heartbeat of log %s at %s in %d partitions%n", log, beat.at(), beat.partitions());
        return ExitCode.OK;
    }
}
