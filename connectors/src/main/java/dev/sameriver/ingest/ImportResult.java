package dev.sameriver.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import did.
 *
 * @param events rows that became events
 * @param dead rows that could not be decoded
 * @param heartbeats one a partition, or none if there was no event
 * @param greatestTime the heartbeats' time in milliseconds since 1970-01-01T00:00Z; null if there
 *     was no event
 * @param segments added
 * @param bytes of these
 * @param commit the number of the manifest commit; -1 if there was nothing to add
 * @param deadSamples the reasons of the first dead rows, ten at most
 */
public record ImportResult(
        long events,
        long dead,
        int heartbeats,
        @Nullable Long greatestTime,
        int segments,
        long bytes,
        long commit,
        List<String> deadSamples) {}
