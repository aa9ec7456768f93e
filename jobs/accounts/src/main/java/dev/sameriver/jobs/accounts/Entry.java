package dev.sameriver.jobs.accounts;

/**
 * One of the two entries of a transfer that took effect.
 *
 * @param cents what the account has more: of the payer's entry, the amount below zero
 */
public record Entry(String account, String requestId, long cents) {}
