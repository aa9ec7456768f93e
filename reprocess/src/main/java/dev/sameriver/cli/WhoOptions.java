package dev.sameriver.cli;

import dev.sameriver.registry.Caller;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say who changes something, and why. */
final class WhoOptions {

    @Option(
            names = "--who",
            paramLabel = "NAME",
            description = "Who the change is recorded under (default: the user at this host).")
    private @Nullable String who;

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason that is recorded.")
    private @Nullable String why;

    String who() {
        return who == null ? Caller.name() : who;
    }

    @Nullable String why() {
        return why;
    }
}
