package dev.sameriver.bench.job;

/** One event of the data. */
public record Reading(long key, long value) {}
