package dev.sameriver.cli;

import dev.sameriver.registry.Caller;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say who changes something, and why. */
final class WhoOptions {

    @Option(
            names = "--who",
            paramLabel = "NAME",
            description = "Noted with the change (default: the user of this process).")
    private @Nullable String who;

    @Option(names = "--why", paramLabel = "TEXT", description = "Noted with the change.")
    private @Nullable String why;

    String who() {
        return who == null ? Caller.name() : who;
    }

    @Nullable String why() {
        return why;
    }
}
