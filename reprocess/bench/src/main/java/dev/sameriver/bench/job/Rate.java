package dev.sameriver.bench.job;

/** One version of what readings are joined with. */
public record Rate(long key, long rate) {}
