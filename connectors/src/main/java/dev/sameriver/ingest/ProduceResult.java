package dev.sameriver.ingest;

/**
 * What was produced.
 *
 * @param events rows that became events
 * @param dead rows that could not be decoded, sent as they are
 */
public record ProduceResult(long events, long dead) {}
