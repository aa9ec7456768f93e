package dev.sameriver.bench;

/** One event of the data. */
public record Reading(long key, long value) {}
