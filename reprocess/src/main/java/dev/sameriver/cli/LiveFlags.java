package dev.sameriver.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The options of a job that follows Kafka. */
final class LiveFlags {

    @Option(
            names = "--heartbeat",
            paramLabel = "DURATION",
            defaultValue = "PT0S",
            description =
                    "Append a heartbeat to a partition that has been quiet for this long, as PT10S;"
                            + " PT0S for never (default: never).")
    private Duration heartbeat = Duration.ZERO;

    @Option(
            names = "--checkpoints",
            paramLabel = "DURATION",
            defaultValue = "PT10S",
            description = "How often the job is checkpointed (default: ${DEFAULT-VALUE}).")
    private Duration checkpoints = Duration.ofSeconds(10);

    Duration heartbeat() {
        return heartbeat;
    }

    Duration checkpoints() {
        return checkpoints;
    }
}
