package dev.sameriver.cli;

import dev.sameriver.backfill.BackfillOptions;
import dev.sameriver.view.UserError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a version's job runs; what is not given stays as it was when the version ran last. */
final class BackfillFlags {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--max-rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Read at most so many events a second while behind; 0 for no bound.")
    private long maxRate;

    @Mixin private LiveFlags live = new LiveFlags();

    /**
     * The flags that were given, over others.
     *
     * @param parallelism what {@code -p} says
     * @throws UserError if the rate is negative
     */
    BackfillOptions over(BackfillOptions kept, int parallelism) {
        if (maxRate < 0) {
            throw new UserError(
                    "A rate is 0 or more events a second, but --max-rate is "
                            + maxRate
                            + ": give 0 for no bound.");
        }
        return new BackfillOptions(
                isGiven("--parallelism") ? parallelism : kept.parallelism(),
                isGiven("--heartbeat") ? live.heartbeat() : kept.heartbeat(),
                isGiven("--checkpoints") ? live.checkpoints() : kept.checkpoints(),
                isGiven("--max-rate") ? maxRate : kept.maxRate());
    }

    private boolean isGiven(String option) {
        return spec != null && spec.commandLine().getParseResult().hasMatchedOption(option);
    }
}
