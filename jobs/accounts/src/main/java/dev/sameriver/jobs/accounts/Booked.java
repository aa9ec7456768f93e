package dev.sameriver.jobs.accounts;

/**
 * An entry that an account has applied.
 *
 * @param balance of the account after it, in cents
 */
public record Booked(String account, String requestId, long cents, long balance) {}
