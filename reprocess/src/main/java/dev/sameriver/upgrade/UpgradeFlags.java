package dev.sameriver.upgrade;

import dev.sameriver.run.LiveRun;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks of an upgrade; what is null is taken from the job that runs.
 *
 * @param job the id of the job to upgrade; null if only one of the view runs
 * @param watch how long the new job is watched
 * @param who is noted with each change of the version's job
 * @param why is noted too; null for no reason
 */
public record UpgradeFlags(
        @Nullable String job,
        @Nullable Integer parallelism,
        @Nullable String output,
        @Nullable Duration heartbeat,
        @Nullable Duration checkpoints,
        Duration watch,
        String who,
        @Nullable String why) {

    /** The flags, and for those not given what the job was started with, or else the defaults. */
    StartedAs over(Map<String, String> startedWith) {
        return new StartedAs(
                parallelism == null
                        ? Integer.parseInt(startedWith.getOrDefault("-p", "1"))
                        : parallelism,
                output == null ? startedWith.getOrDefault(LiveRun.OUTPUT, "postgres") : output,
                heartbeat == null
                        ? startedWith.getOrDefault(LiveRun.HEARTBEAT, "PT0S")
                        : heartbeat.toString(),
                checkpoints == null
                        ? startedWith.getOrDefault(LiveRun.CHECKPOINTS, "PT10S")
                        : checkpoints.toString(),
                Long.parseLong(startedWith.getOrDefault(LiveRun.MAX_RATE, "0")));
    }
}
