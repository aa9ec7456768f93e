package dev.sameriver.jobs.fraud;

import org.jspecify.annotations.Nullable;

/**
 * A purchase that was made.
 *
 * @param purchase its number, as in {@code p17}
 * @param ip the address that it came from
 * @param email the buyer's
 * @param billing the address of the bill
 * @param shipping the address that it goes to
 * @param cents its price
 */
public record Purchase(
        String purchase,
        @Nullable String ip,
        @Nullable String email,
        @Nullable String billing,
        @Nullable String shipping,
        long cents)
        implements Sale {}
