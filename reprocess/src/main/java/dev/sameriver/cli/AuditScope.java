package dev.sameriver.cli;

import dev.sameriver.audit.AuditOptions;
import dev.sameriver.audit.Sample;
import dev.sameriver.view.UserError;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which rows an audit is of. */
final class AuditScope {

    @Option(
            names = "--sample",
            paramLabel = "PERCENT",
            description =
                    "Only a part of the keys, as 5%%; with --every another part in each round.")
    private @Nullable String sample;

    @Option(names = "--full", description = "All keys, which is the default.")
    private boolean full;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Only windows that start at or after this, as 2001-02-01T00:00:00Z.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Only windows that end at or before this.")
    private @Nullable Instant to;

    @Option(
            names = "--age",
            paramLabel = "DURATION",
            description =
                    "Only windows that start within this time, in event time, before the last that"
                            + " is final, as P7D.")
    private @Nullable Duration age;

    AuditOptions options(int parallelism) {
        if (full && sample != null) {
            throw new UserError(
                    "An audit is of all keys or of a part, but --full and --sample "
                            + sample
                            + " are both given: leave one out.");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new UserError(
                    "A range must have --from before --to, but --from is "
                            + from
                            + " and --to is "
                            + to
                            + ": exchange them.");
        }
        if (age != null && (age.isZero() || age.isNegative())) {
            throw new UserError(
                    "An age is longer than 0, but --age is " + age + ": give one like P7D.");
        }
        return new AuditOptions(
                from, to, age, sample == null ? null : Sample.of(sample), parallelism);
    }
}
