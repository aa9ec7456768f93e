package dev.sameriver.jobs.fraud;

/**
 * A purchase whose outcome is awaited.
 *
 * @param time when it was made, in milliseconds since 1970-01-01T00:00Z
 */
public record Bought(Purchase purchase, long time) {}
