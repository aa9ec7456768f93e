package dev.sameriver.jobs.fraud;

/**
 * What became of a purchase.
 *
 * @param chargeback whether its payment was taken back; else it was paid
 */
public record Outcome(String purchase, boolean chargeback) implements Sale {}
