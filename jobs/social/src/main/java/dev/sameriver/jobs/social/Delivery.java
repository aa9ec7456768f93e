package dev.sameriver.jobs.social;

/** A message that a friend is given. */
public record Delivery(String message, String friend, String member, String text) {}
