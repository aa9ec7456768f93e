package dev.sameriver.ordered;

import java.io.Serializable;

/** What a test's machines give: all that they know, as text, and the key of the next machine. */
public record Outcome(String text, long next) implements Serializable {}
