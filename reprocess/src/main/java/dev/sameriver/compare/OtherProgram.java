package dev.sameriver.compare;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;

/** Another program than the main engine, which can tell of rows which events it counts in them. */
@FunctionalInterface
public interface OtherProgram {

    /**
     * Derives rows.
     *
     * @param from windows start at or after this
     * @param to windows end at or before this
     * @param keys the texts of keys, see {@link dev.sameriver.view.KeyFilter#text}
     */
    Traces trace(Instant from, Instant to, Set<String> keys) throws Exception;

    /**
     * What it derived.
     *
     * @param rows CSV lines with the column {@link dev.sameriver.aggregate.CountedEvents} behind
     *     the view's own; the only file in its folder
     * @param late CSV lines of the events that missed windows; the only file in its folder
     */
    record Traces(Path rows, Path late) {}
}
