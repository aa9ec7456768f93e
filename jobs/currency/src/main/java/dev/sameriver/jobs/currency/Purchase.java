package dev.sameriver.jobs.currency;

/**
 * What the view reads of a purchase.
 *
 * @param purchase its number, as in {@code P00001}
 * @param currency its currency's ISO code
 * @param cents the price in hundredths of the currency
 */
public record Purchase(String purchase, String currency, long cents) {}
