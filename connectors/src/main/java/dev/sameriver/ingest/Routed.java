package dev.sameriver.ingest;

import dev.sameriver.archive.LogRow;

/** A row with its partition; its offset is still to be given. */
record Routed(int partition, LogRow row) {}
