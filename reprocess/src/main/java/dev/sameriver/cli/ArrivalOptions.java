package dev.sameriver.cli;

import dev.sameriver.ingest.ArrivalRange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say in which order the rows of files arrived, and which of them to take. */
final class ArrivalOptions {

    @Option(
            names = "--order",
            paramLabel = "COLUMN",
            description = "The column that gives the order of arrival (default: the files' order).")
    private @Nullable String order;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Only rows that arrived, by --order, at or after this.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Only rows that arrived before this, as 2001-03-01T00:00:00Z.")
    private @Nullable Instant to;

    @Nullable String order() {
        return order;
    }

    ArrivalRange range() {
        return new ArrivalRange(from, to);
    }
}
