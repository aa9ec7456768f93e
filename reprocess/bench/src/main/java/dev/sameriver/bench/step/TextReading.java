package dev.sameriver.bench.step;

/** A reading whose key is a text. */
public record TextReading(String key, long value) {}
