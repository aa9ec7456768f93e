package dev.sameriver.jobs.reads;

/** How many pieces of an item there are. */
public record Level(String item, long pieces) {}
