package dev.sameriver.jobs.reads;

import java.time.Instant;

/**
 * What an item's movements of an hour add up to.
 *
 * @param pieces that are free more than before; below zero if less
 */
public record Turnover(String item, Instant windowEnd, long movements, long pieces) {}
